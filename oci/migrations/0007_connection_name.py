from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('oci', '0006_journal_facts'),
    ]

    operations = [
        migrations.AlterField(
            model_name='connection',
            name='name',
            field=models.CharField(help_text="Employees read this: the name of the buyer's system.", max_length=80, verbose_name='name'),
        ),
    ]
