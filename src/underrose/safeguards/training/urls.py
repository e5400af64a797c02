from django.urls import path

from underrose.safeguards.training import views

app_name = "training"
urlpatterns = [
    path("training/", views.leaders, name="list"),
    path("training/<uuid:staff>/", views.history, name="history"),
    path("training/<uuid:staff>/attest/", views.attest, name="attest"),
    path("training/<uuid:staff>/outside/", views.attest_from_outside, name="attest_from_outside"),
    path("training/withdraw/<uuid:attestation>/", views.withdraw, name="withdraw"),
]
