from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reservations', '0005_addresses'),
    ]

    operations = [
        migrations.AddField(
            model_name='rentalrequest',
            name='is_test',
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name='test'),
        ),
    ]
