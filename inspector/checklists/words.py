"""The words of the format: sheets, headers and types, as ODK writes them and as a Chinese office does.

One table a kind of word, canonical word first in nothing but its meaning: keys are compared after `folded`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

SHEETS: Mapping[str, str] = MappingProxyType(
    {
        **{one: one for one in ("survey", "choices", "settings", "external_choices", "entities", "osm")},
        "调查": "survey",
        "问卷": "survey",
        "检查表": "survey",
        "检查项": "survey",
        "题目": "survey",
        "选项": "choices",
        "选择项": "choices",
        "设置": "settings",
        "表单设置": "settings",
        "外部选项": "external_choices",
    }
)

OTHER_CHOICE: Mapping[str, str] = MappingProxyType({"": "其他", "English": "Other", "English (en)": "Other"})
SPECIFY_OTHER: Mapping[str, str] = MappingProxyType(
    {"": "请说明", "English": "Please specify", "English (en)": "Please specify"}
)
"""What `or_other` adds, by language of the form: a definition must not depend on who imports it."""

SURVEY_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        **{
            one: one
            for one in (
                "type",
                "name",
                "label",
                "hint",
                "guidance_hint",
                "required",
                "required_message",
                "relevant",
                "constraint",
                "constraint_message",
                "calculation",
                "default",
                "read_only",
                "appearance",
                "parameters",
                "trigger",
                "choice_filter",
                "repeat_count",
                "image",
                "audio",
                "video",
                "big-image",
                "disabled",
                "save_to",
                "rows",
                "autoplay",
                "no_app_error_string",
            )
        },
        "command": "type",
        "tag": "name",
        "value": "name",
        "caption": "label",
        "relevance": "relevant",
        "readonly": "read_only",
        "calculate": "calculation",
        "constraining_message": "constraint_message",
        "constraint_msg": "constraint_message",
        "requiredmsg": "required_message",
        "noapperrorstring": "no_app_error_string",
        "count": "repeat_count",
        "jr:count": "repeat_count",
        "jr:constraintmsg": "constraint_message",
        "jr:requiredmsg": "required_message",
        "jr:noapperrorstring": "no_app_error_string",
        "类型": "type",
        "题型": "type",
        "名称": "name",
        "字段名": "name",
        "变量名": "name",
        "标签": "label",
        "题目": "label",
        "问题": "label",
        "检查内容": "label",
        "提示": "hint",
        "填写提示": "hint",
        "填写说明": "guidance_hint",
        "必填": "required",
        "是否必填": "required",
        "必填提示": "required_message",
        "相关": "relevant",
        "显示条件": "relevant",
        "约束": "constraint",
        "约束条件": "constraint",
        "约束提示": "constraint_message",
        "计算": "calculation",
        "计算公式": "calculation",
        "默认值": "default",
        "默认": "default",
        "只读": "read_only",
        "外观": "appearance",
        "参数": "parameters",
        "触发": "trigger",
        "触发器": "trigger",
        "选项筛选": "choice_filter",
        "选项过滤": "choice_filter",
        "重复次数": "repeat_count",
        "图片": "image",
        "音频": "audio",
        "视频": "video",
        "停用": "disabled",
        "权重": "gov:weight",
        "分值": "gov:weight",
        "不合格拍照": "gov:photo_on_fail",
        "问题分类": "gov:problem_category",
        "问题类别": "gov:problem_category",
        "整改期限": "gov:deadline_days",
        "整改天数": "gov:deadline_days",
        "责任单位": "gov:owner",
    }
)

CHOICES_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        **{one: one for one in ("list_name", "name", "label", "image", "audio", "video", "big-image")},
        "value": "name",
        "caption": "label",
        "gov_share": "gov_share",
        "得分比例": "gov_share",
        "选项组": "list_name",
        "列表": "list_name",
        "列表名": "list_name",
        "列表名称": "list_name",
        "名称": "name",
        "值": "name",
        "标签": "label",
        "选项": "label",
        "图片": "image",
        "音频": "audio",
        "视频": "video",
    }
)

SETTINGS_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        **{
            one: one
            for one in (
                "form_title",
                "form_id",
                "version",
                "default_language",
                "instance_name",
                "style",
                "allow_choice_duplicates",
                "namespaces",
                "public_key",
                "submission_url",
            )
        },
        "title": "form_title",
        "set_form_title": "form_title",
        "id_string": "form_id",
        "set_form_id": "form_id",
        "标题": "form_title",
        "表单标题": "form_title",
        "表单编号": "form_id",
        "编号": "form_id",
        "版本": "version",
        "版本号": "version",
        "默认语言": "default_language",
        "实例名称": "instance_name",
        "允许重复选项": "allow_choice_duplicates",
        "样式": "style",
    }
)

TRANSLATED = frozenset(
    {"label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "audio", "video", "big-image"}
)
MEDIA = ("image", "audio", "video", "big-image")

YES = frozenset({"yes", "true", "true()", "是", "必填", "对", "√", "y"})
NO = frozenset({"no", "false", "false()", "否", "不", "选填", "×", "n"})

_FULL_WIDTH = str.maketrans({"：": ":", "（": "(", "）": ")", "－": "-", "＿": "_", "　": " "})


def folded(text: str) -> str:
    """A word for comparing: full-width signs, case, spaces, hyphens and underscores do not matter."""
    plain = unicodedata.normalize("NFKC", text.translate(_FULL_WIDTH)).strip().lower()
    return "_".join(plain.replace("-", "_").replace("_", " ").split()) if plain != "big-image" else plain


def yes_or_no(text: str) -> bool | None:
    """True, False, or None for a text that is neither."""
    plain = text.strip().lower()
    if plain in YES:
        return True
    return False if plain in NO else None
