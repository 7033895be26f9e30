from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0003_cart_stopped'),
    ]

    operations = [
        migrations.AddField(
            model_name='queueitem',
            name='is_test',
            field=models.BooleanField(db_default=False, default=False, verbose_name='test'),
        ),
    ]
