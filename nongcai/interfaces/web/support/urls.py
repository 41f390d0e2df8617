"""Addresses of what helps."""

from django.urls import path

from nongcai.interfaces.web.support import questions, views

app_name = "support"

_QUESTION = "help/questions/<int:question_id>/"

urlpatterns = [
    path("help/", views.help_show, name="help_show"),
    path("help/articles/new/", views.article_new, name="article_new"),
    path("help/articles/<int:article_id>/", views.article_show, name="article_show"),
    path("help/articles/<int:article_id>/edit/", views.article_edit, name="article_edit"),
    path("help/hotlines/", views.hotline_list, name="hotline_list"),
    path("help/hotlines/<int:hotline_id>/end/", views.hotline_end, name="hotline_end"),
    path("help/questions/", questions.question_list, name="question_list"),
    path("help/questions/new/", questions.question_new, name="question_new"),
    path(_QUESTION, questions.question_show, name="question_show"),
    path(f"{_QUESTION}files/<int:step>/<uuid:file_id>/", questions.question_file, name="question_file"),
    path(f"{_QUESTION}<str:action>/", questions.question_step, name="question_step"),
]
