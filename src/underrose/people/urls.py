from django.urls import path

from underrose.people.views import coming_in, leaving, mine, practice, staff_link

app_name = "people"
urlpatterns = [
    path("join/", coming_in.join, name="join"),
    path("in/", coming_in.come_back, name="come_back"),
    path("in/code/", coming_in.code, name="code"),
    path("in/link/", coming_in.link, name="link"),
    path("me/contact/", mine.contact, name="contact"),
    path("me/contact/holds/", mine.contact_holds, name="contact_holds"),
    path("me/contact/confirm/", mine.confirm, name="confirm"),
    path("me/contact/confirm/anew/", mine.confirm_anew, name="confirm_anew"),
    path("me/emergency/", mine.emergency, name="emergency"),
    path("me/where/", mine.where, name="where"),
    path("me/where/no-more/", mine.where_no_more, name="where_no_more"),
    path("leave/", leaving.leave, name="leave"),
    path("lock/", leaving.lock, name="lock"),
    path("staff/link/", staff_link.staff_link, name="staff_link"),
    path("practice/", practice.practice, name="practice"),
    path("practice/about/", practice.about, name="about"),
    path("practice/staff/", practice.invite, name="invite"),
    path("practice/staff/outside/", practice.invite_outside, name="invite_outside"),
    path("practice/staff/<uuid:staff>/", practice.person, name="person"),
    path("practice/staff/<uuid:staff>/link/", practice.new_link, name="new_link"),
    path("practice/staff/<uuid:staff>/phone-lost/", practice.end_second_factors, name="end_second_factors"),
    path("practice/staff/<uuid:staff>/end/", practice.end_staff, name="end_staff"),
    path("practice/roles/<uuid:assignment>/end/", practice.end_role, name="end_role"),
]
