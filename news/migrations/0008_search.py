"""News that changed is searched as it is now."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0007_triggers_by_key'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='newsitem',
            trigger=pgtrigger.compiler.Trigger(name='search_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO trials_searchtodo (kind, record_id) SELECT 'news', id FROM new_rows; RETURN NULL;", hash='34a8b8116976c2cdc92f50c2cf00410fc9c4e216', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_insert_623a3', referencing='REFERENCING NEW TABLE AS new_rows ', table='news_newsitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='newsitem',
            trigger=pgtrigger.compiler.Trigger(name='search_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                INSERT INTO trials_searchtodo (kind, record_id) SELECT 'news', n.id FROM new_rows n JOIN old_rows o USING (id)\n                WHERE n.revision <> o.revision;\n                RETURN NULL;", hash='34587406bf574f1af96f1ff5a10b7458eae8b8f6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_update_6f833', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='news_newsitem', when='AFTER')),
        ),
    ]
