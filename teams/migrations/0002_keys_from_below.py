"""The rooms below do not know teams; the database does."""

from django.db import migrations

FORWARD = """
alter table municipality_notice add constraint notice_of_referral foreign key (referral_id) references teams_referral (id);
alter table municipality_notice add constraint notice_of_meeting foreign key (meeting_id) references teams_meeting (id);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("teams", "0001_tables"),
        ("cases", "0002_grants_follow_bases"),
    ]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
