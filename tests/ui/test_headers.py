from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, SimpleTestCase, override_settings

from municipality.ui.headers import HeadersMiddleware


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", headers={"Cache-Control": "max-age=600"})


class HeadersTests(SimpleTestCase):
    def headers(self) -> HttpResponse:
        response = HeadersMiddleware(answer)(RequestFactory().get("/"))
        assert isinstance(response, HttpResponse)
        return response

    def test_the_content_policy_allows_nothing_inline_and_nothing_from_elsewhere(self) -> None:
        assert self.headers()["Content-Security-Policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        )

    @override_settings(SECURE_CSP={"default-src": ["'none'"], "upgrade-insecure-requests": []})
    def test_a_policy_in_the_settings_is_used_instead(self) -> None:
        assert self.headers()["Content-Security-Policy"] == "default-src 'none'; upgrade-insecure-requests"

    def test_no_answer_may_be_stored_whatever_the_view_says(self) -> None:
        assert self.headers()["Cache-Control"] == "no-store"

    def test_features_and_other_sites_are_kept_out(self) -> None:
        response = self.headers()
        assert "camera=()" in response["Permissions-Policy"]
        assert "geolocation=()" in response["Permissions-Policy"]
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"
