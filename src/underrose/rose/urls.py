from django.urls import path

from underrose.rose.views import dashboard, data, home, kiosk, room, sessions

app_name = "rose"
urlpatterns = [
    path("tonight/", dashboard.show, name="tonight"),
    path("sessions/<uuid:session>/", sessions.show, name="session"),
    path("sessions/<uuid:session>/arrivals/", sessions.arrivals, name="arrivals"),
    path("sessions/<uuid:session>/open/", sessions.open_session, name="open"),
    path("sessions/<uuid:session>/close/", sessions.close_session, name="close"),
    path("sessions/<uuid:session>/close-check-in/", sessions.close_check_in, name="close_check_in"),
    path("sessions/<uuid:session>/<uuid:membership>/in/", sessions.check_in, name="check_in"),
    path("sessions/<uuid:session>/<uuid:membership>/undo/", sessions.undo_check_in, name="undo_check_in"),
    path("sessions/<uuid:session>/<uuid:membership>/out/", sessions.check_out, name="check_out"),
    path("sessions/<uuid:session>/room/", room.room, name="room"),
    path("sessions/<uuid:session>/kiosk/", kiosk.start, name="start_kiosk"),
    path("here/", kiosk.check_in, name="kiosk"),
    path("here/done/", kiosk.done, name="kiosk_done"),
    path("here/end/", kiosk.end, name="kiosk_end"),
    path("here/over/", kiosk.over, name="kiosk_over"),
    path("me/data/", data.data, name="data"),
    path("me/data/copy.zip", data.take, name="take_data"),
    path("me/", home.home, name="home"),
    path("me/<uuid:membership>/", home.one, name="home_of"),
    path("me/<uuid:membership>/<uuid:session>/in/", home.check_in, name="arrive"),
    path("me/<uuid:membership>/<uuid:session>/out/", home.check_out, name="go"),
]
