"""A version says which code made it, so that another release makes it anew."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0011_supporting_trials'),
    ]

    operations = [
        migrations.AddField(
            model_name='studyversion',
            name='made_by',
            field=models.CharField(default='', help_text='Digest of the code that rendered it.', max_length=64),
            preserve_default=False,
        ),
    ]
