"""EU trial numbers are a type of their own at the registry by now."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0008_finding_remark'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='trialidentifier',
            name='identifier_type_known',
        ),
        migrations.AlterField(
            model_name='trialidentifier',
            name='type',
            field=models.CharField(blank=True, choices=[('NIH', 'NIH grant or contract'), ('FDA', 'FDA grant or contract'), ('VA', 'VA grant or contract'), ('CDC', 'CDC grant or contract'), ('AHRQ', 'AHRQ grant or contract'), ('SAMHSA', 'SAMHSA grant or contract'), ('OTHER_GRANT', 'Other grant or funding number'), ('EUDRACT_NUMBER', 'EudraCT number'), ('CTIS', 'EU trial number (CTIS)'), ('REGISTRY', 'Number in another registry'), ('OTHER', 'Other number')], max_length=30, verbose_name="registry's type"),
        ),
        migrations.AlterField(
            model_name='trialidentifierevent',
            name='type',
            field=models.CharField(blank=True, choices=[('NIH', 'NIH grant or contract'), ('FDA', 'FDA grant or contract'), ('VA', 'VA grant or contract'), ('CDC', 'CDC grant or contract'), ('AHRQ', 'AHRQ grant or contract'), ('SAMHSA', 'SAMHSA grant or contract'), ('OTHER_GRANT', 'Other grant or funding number'), ('EUDRACT_NUMBER', 'EudraCT number'), ('CTIS', 'EU trial number (CTIS)'), ('REGISTRY', 'Number in another registry'), ('OTHER', 'Other number')], max_length=30, verbose_name="registry's type"),
        ),
        migrations.AddConstraint(
            model_name='trialidentifier',
            constraint=models.CheckConstraint(condition=models.Q(('type__in', ['NIH', 'FDA', 'VA', 'CDC', 'AHRQ', 'SAMHSA', 'OTHER_GRANT', 'EUDRACT_NUMBER', 'CTIS', 'REGISTRY', 'OTHER', ''])), name='identifier_type_known', violation_error_message='“type” must be one of the words listed.'),
        ),
    ]
