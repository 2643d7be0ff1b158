"""Tables of the search, and names of concepts."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('trials', '0013_studies_by_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='Concept',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('preferred', models.CharField(max_length=300, verbose_name='preferred term')),
                ('kind', models.CharField(blank=True, choices=[('DISEASE', 'Disease'), ('DRUG', 'Drug')], max_length=30)),
                ('code', models.CharField(blank=True, help_text='In its vocabulary, such as C4872 or D001943.', max_length=40)),
                ('source', models.CharField(help_text='The vocabulary, such as NCI Thesaurus; of your own: Editors.', max_length=120)),
            ],
            options={
                'ordering': ['preferred', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ConceptEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('preferred', models.CharField(max_length=300, verbose_name='preferred term')),
                ('kind', models.CharField(blank=True, choices=[('DISEASE', 'Disease'), ('DRUG', 'Drug')], max_length=30)),
                ('code', models.CharField(blank=True, help_text='In its vocabulary, such as C4872 or D001943.', max_length=40)),
                ('source', models.CharField(help_text='The vocabulary, such as NCI Thesaurus; of your own: Editors.', max_length=120)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConceptName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('language', models.CharField(default='en', help_text='en, es.', max_length=10)),
                ('capitals_only', models.BooleanField(default=False, help_text='Only in just these letters: NET is a tumor, a net is none.', verbose_name='as written only')),
                ('key', models.CharField(editable=False, help_text='The stems of its words, which searches compare.', max_length=300)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ConceptNameEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=300)),
                ('language', models.CharField(default='en', help_text='en, es.', max_length=10)),
                ('capitals_only', models.BooleanField(default=False, help_text='Only in just these letters: NET is a tumor, a net is none.', verbose_name='as written only')),
                ('key', models.CharField(editable=False, help_text='The stems of its words, which searches compare.', max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SearchDead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='trial or news.', max_length=10)),
                ('record_id', models.BigIntegerField()),
                ('number', models.PositiveIntegerField(help_text='In the index; a changed document gets another one.', null=True)),
                ('texts', models.JSONField(help_text='What is searched: a text or a list of them, by field.')),
                ('card', models.JSONField(help_text='What a list prints of it.')),
                ('facets', models.JSONField(help_text='Values by parameter of the list.')),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), help_text='Folded identifiers, DOIs, PubMed IDs.', size=None)),
                ('sites', models.JSONField(help_text='[latitude, longitude, is open] of each place.')),
                ('newest', models.PositiveIntegerField(help_text='20180731: what “newest first” sorts by.')),
                ('updated', models.BigIntegerField(help_text='Seconds since 1970.')),
                ('started', models.PositiveIntegerField(help_text='20180731; 0 where it is not known.')),
                ('stems', models.TextField(default='', help_text='Of all texts in a row; phrases look here.')),
            ],
        ),
        migrations.CreateModel(
            name='SearchPosting',
            fields=[
                ('pk', models.CompositePrimaryKey('word', 'segment', blank=True, editable=False, primary_key=True, serialize=False)),
                ('word', models.TextField(help_text='A stem; # and a concept; = and a folded identifier.')),
                ('segment', models.IntegerField()),
                ('numbers', models.BinaryField(help_text='A roaring bitmap.')),
                ('weights', models.BinaryField(help_text='A byte for each number, in their order.')),
            ],
        ),
        migrations.CreateModel(
            name='SearchSegment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.PositiveIntegerField(help_text='Documents in it.')),
                ('attributes', models.BinaryField(help_text='numpy arrays: facets, dates and places by number.')),
                ('made_by', models.CharField(help_text='Digest of the code that indexed it.', max_length=64)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SearchTodo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('record_id', models.BigIntegerField()),
                ('due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.TextField(primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField(help_text='Documents that had it, about.')),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trial',
            trigger=pgtrigger.compiler.Trigger(name='search_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO trials_searchtodo (kind, record_id) SELECT 'trial', id FROM new_rows; RETURN NULL;", hash='890f5f6b683d9805cd0bafc27d47106fd26d9d2e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_insert_f27f0', referencing='REFERENCING NEW TABLE AS new_rows ', table='trials_trial', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trial',
            trigger=pgtrigger.compiler.Trigger(name='search_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                INSERT INTO trials_searchtodo (kind, record_id) SELECT 'trial', n.id FROM new_rows n JOIN old_rows o USING (id)\n                WHERE n.revision <> o.revision;\n                RETURN NULL;", hash='367e4baf7352d032f505124d0c156af84943bc3a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_update_3aeed', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='trials_trial', when='AFTER')),
        ),
        migrations.AddField(
            model_name='concept',
            name='same_as',
            field=models.ForeignKey(blank=True, help_text='A concept of another vocabulary that means the same: both are found together.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='others', to='trials.concept'),
        ),
        migrations.AddField(
            model_name='conceptevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='conceptevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='trials.concept'),
        ),
        migrations.AddField(
            model_name='conceptevent',
            name='same_as',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='A concept of another vocabulary that means the same: both are found together.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='trials.concept'),
        ),
        migrations.AddField(
            model_name='conceptname',
            name='concept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='trials.concept'),
        ),
        migrations.AddField(
            model_name='conceptnameevent',
            name='concept',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='trials.concept'),
        ),
        migrations.AddField(
            model_name='conceptnameevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='conceptnameevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='trials.conceptname'),
        ),
        migrations.AddIndex(
            model_name='searchdocument',
            index=models.Index(condition=models.Q(('number', None)), fields=['id'], name='searchdocument_unindexed'),
        ),
        migrations.AddConstraint(
            model_name='searchdocument',
            constraint=models.UniqueConstraint(fields=('kind', 'record_id'), name='searchdocument_once'),
        ),
        migrations.AddConstraint(
            model_name='searchdocument',
            constraint=models.UniqueConstraint(fields=('number',), name='searchdocument_number_once'),
        ),
        migrations.AddIndex(
            model_name='searchposting',
            index=models.Index(fields=['segment'], name='searchposting_by_segment'),
        ),
        migrations.AddIndex(
            model_name='searchtodo',
            index=models.Index(fields=['due_at'], name='searchtodo_due'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='searchtodo',
            trigger=pgtrigger.compiler.Trigger(name='make_documents', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n                    IF EXISTS (SELECT FROM trials_searchtodo\n                            WHERE id = NEW.id AND due_at <= statement_timestamp()) THEN\n                        PERFORM make_search_documents();\n                    END IF;\n                    RETURN NULL;', hash='239db41b6439c9e9528ca7639515581e494ff3fd', operation='INSERT', pgid='pgtrigger_make_documents_44e49', table='trials_searchtodo', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='searchword',
            index=models.Index(fields=['-count'], include=('word',), name='searchword_by_count'),
        ),
        migrations.AddConstraint(
            model_name='concept',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['DISEASE', 'DRUG', ''])), name='concept_kind_known', violation_error_message='“kind” must be one of the words listed.'),
        ),
        migrations.AddConstraint(
            model_name='concept',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('source', 'code'), name='concept_code_once', violation_error_message='This vocabulary has a concept with this code already.'),
        ),
        migrations.AddConstraint(
            model_name='concept',
            constraint=models.UniqueConstraint(condition=models.Q(('code', '')), fields=('source', 'preferred'), name='concept_term_once', violation_error_message='This vocabulary has a concept with this term already.'),
        ),
        migrations.AddConstraint(
            model_name='concept',
            constraint=models.CheckConstraint(condition=models.Q(('same_as', None), models.Q(('same_as', models.F('id')), _negated=True), _connector='OR'), name='concept_not_same_as_itself', violation_error_message='A concept cannot be the same as itself: leave it empty.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='concept',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_conceptevent" ("code", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "same_as_id", "source") SELECT new_values."code", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."preferred", new_values."same_as_id", new_values."source" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='869e77c6780e8bf6207a79c6fa07b7f05686c3f7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0a8e9', referencing='REFERENCING NEW TABLE AS new_values ', table='trials_concept', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='concept',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_conceptevent" ("code", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "same_as_id", "source") SELECT new_values."code", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."preferred", new_values."same_as_id", new_values."source" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d8d06b070dc6db89c5a0b49c50555bf710a8c24e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dcb84', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='trials_concept', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='concept',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_conceptevent" ("code", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "same_as_id", "source") SELECT old_values."code", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."preferred", old_values."same_as_id", old_values."source" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a610439e1ed5913fba81ba3c495291fa559cff17', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_2b7f7', referencing='REFERENCING OLD TABLE AS old_values ', table='trials_concept', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conceptevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fe0d562f6b35a123c537844b140528d40ad13ee4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_819f9', table='trials_conceptevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='conceptname',
            index=models.Index(fields=['key'], name='conceptname_by_key'),
        ),
        migrations.AddConstraint(
            model_name='conceptname',
            constraint=models.UniqueConstraint(fields=('concept', 'name'), name='conceptname_once', violation_error_message='The concept has this name already.'),
        ),
        migrations.AddConstraint(
            model_name='conceptname',
            constraint=models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='conceptname_has_words', violation_error_message='A name needs a word that is searched for.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conceptname',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_conceptnameevent" ("capitals_only", "concept_id", "id", "key", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."capitals_only", new_values."concept_id", new_values."id", new_values."key", new_values."language", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6882d7d089b5634c9b5f83771d89adb9a575c5a6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_29598', referencing='REFERENCING NEW TABLE AS new_values ', table='trials_conceptname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conceptname',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_conceptnameevent" ("capitals_only", "concept_id", "id", "key", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."capitals_only", new_values."concept_id", new_values."id", new_values."key", new_values."language", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d2e53029e1415768fb1ea6146f1e34a8bf16422d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_10799', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='trials_conceptname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conceptname',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "trials_conceptnameevent" ("capitals_only", "concept_id", "id", "key", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."capitals_only", old_values."concept_id", old_values."id", old_values."key", old_values."language", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='35e3b3bef8dfcd2058fa0094230558bfe1286f5f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_86fdf', referencing='REFERENCING OLD TABLE AS old_values ', table='trials_conceptname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conceptnameevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4c8de4ba5264914357e973187607c3ea4ec6ecd7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a0864', table='trials_conceptnameevent', when='BEFORE')),
        ),
    ]
