"""Where each room is mounted. Paths name plain nouns and ids; nothing in them tells what is spoken of."""

from django.urls import URLPattern, URLResolver, include, path

from underrose.doors.web.views import first_run, keys, mail, setup, start

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("first-run/", first_run.first_run, name="first_run"),
    path("first-run/practice/", first_run.practice, name="first_practice"),
    path("first-run/account/", first_run.account, name="first_account"),
    path("practice/setup/", setup.setup, name="setup"),
    path("practice/setup/sheet/", setup.sheet, name="sheet"),
    path("practice/setup/sheet/type-back/", setup.type_back, name="type_back"),
    path("practice/setup/shares/", keys.shares, name="shares"),
    path("practice/setup/shares/print/", keys.make_shares, name="make_shares"),
    path("practice/setup/shares/type-back/", keys.share_back, name="share_back"),
    path("practice/close/", keys.lock, name="lock_house"),
    path("practice/setup/mail/", mail.mail, name="setup_mail"),
    path("practice/setup/mail/try/", mail.try_mail, name="try_mail"),
    path("practice/setup/mail/remove/", mail.remove_mail, name="remove_mail"),
    path("practice/setup/restore/", setup.restore, name="setup_restore"),
    path("staff/", include("underrose.people.staff_urls")),
    path("", include("underrose.people.urls")),
    path("", include("underrose.people.readers.urls")),
    path("", include("underrose.people.packs.urls")),
    path("", include("underrose.groups.urls")),
    path("", include("underrose.groups.roster.urls")),
    path("", include("underrose.rose.urls")),
    path("", include("underrose.doors.demo.urls")),
    path("", include("underrose.safeguards.rules.urls")),
    path("", include("underrose.safeguards.rules.between.urls")),
    path("", include("underrose.safeguards.agreements.urls")),
    path("", include("underrose.safeguards.protection.urls")),
    path("", include("underrose.safeguards.protection.emergency.urls")),
    path("", include("underrose.safeguards.protection.disclosures.urls")),
    path("", include("underrose.safeguards.protection.retention.urls")),
    path("", include("underrose.safeguards.protection.notes.urls")),
    path("", include("underrose.safeguards.protection.circle.urls")),
    path("", include("underrose.safeguards.reminders.urls")),
    path("", include("underrose.safeguards.accountability.urls")),
    path("", include("underrose.safeguards.feedback.urls")),
    path("", include("underrose.safeguards.training.urls")),
]
