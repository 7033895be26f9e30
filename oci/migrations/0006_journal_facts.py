from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('oci', '0005_no_process_rule'),
    ]

    operations = [
        migrations.AddField(
            model_name='journalentry',
            name='facts',
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
