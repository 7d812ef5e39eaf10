"""What people call the steps that were taken: history, undo and redo name them by it.

Every action that a transaction is opened with stands here; the sentences are in the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from inspector.texts import sentence

ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "accept_step": "services.action_accept_step",
        "add_photos": "services.action_add_photos",
        "add_repeat": "services.action_add_repeat",
        "add_view": "services.action_add_view",
        "adopt_photos": "services.action_adopt_photos",
        "amend_visit": "services.action_amend_visit",
        "answer_item": "services.action_answer_item",
        "answer_items": "services.action_answer_items",
        "assign_problem": "services.action_assign_problem",
        "caption_photo": "services.action_caption_photo",
        "change_problem": "services.action_change_problem",
        "change_view": "services.action_change_view",
        "close_problem": "services.action_close_problem",
        "correct_step": "services.action_correct_step",
        "create_workspace": "services.action_create_workspace",
        "delete_view": "services.action_delete_view",
        "describe_problem": "services.action_describe_problem",
        "detach_photo": "services.action_detach_photo",
        "discard_visit": "services.action_discard_visit",
        "edit_bulletin": "services.action_edit_bulletin",
        "edit_ledger": "services.action_edit_ledger",
        "edit_visit": "services.action_edit_visit",
        "escalate_problem": "services.action_escalate_problem",
        "exclude_step": "services.action_exclude_step",
        "finish_step": "services.action_finish_step",
        "freeze_bulletin": "services.action_freeze_bulletin",
        "handle_problem": "services.action_handle_problem",
        "import_checklists": "services.action_import_checklists",
        "import_holidays": "services.action_import_holidays",
        "import_register": "services.action_import_register",
        "include_step": "services.action_include_step",
        "import_steps": "services.action_import_steps",
        "issue_bulletin": "services.action_issue_bulletin",
        "issue_roster": "services.action_issue_roster",
        "learn": "services.action_learn",
        "make_keys": "services.action_make_keys",
        "mark_photo": "services.action_mark_photo",
        "merge": "services.action_merge",
        "move_photo": "services.action_move_photo",
        "note_device": "services.action_note_device",
        "note_item": "services.action_note_item",
        "note_ruling": "services.action_note_ruling",
        "note_sent": "services.action_note_sent",
        "pair_photos": "services.action_pair_photos",
        "publish_checklist": "services.action_publish_checklist",
        "raise_problem": "services.action_raise_problem",
        "record_visit": "services.action_record_visit",
        "refuse_step": "services.action_refuse_step",
        "register_step": "services.action_register_step",
        "remove_repeat": "services.action_remove_repeat",
        "reopen_problem": "services.action_reopen_problem",
        "register_project": "services.action_register_project",
        "request_close": "services.action_request_close",
        "resolve_conflict": "services.action_resolve_conflict",
        "restart_clock": "services.action_restart_clock",
        "review_bulletin": "services.action_review_bulletin",
        "revoke_device": "services.action_revoke_device",
        "sample": "services.action_sample",
        "samples": "services.action_samples",
        "send_back_problem": "services.action_send_back_problem",
        "set_profile": "services.action_set_profile",
        "set_visit_facts": "services.action_set_visit_facts",
        "sign_visit": "services.action_sign_visit",
        "start_visit": "services.action_start_visit",
        "stop_clock": "services.action_stop_clock",
        "synthesize": "services.action_synthesize",
        "trim": "services.action_trim",
        "trust_device": "services.action_trust_device",
        "withdraw_problem": "services.action_withdraw_problem",
    }
)


def told_action(action: str) -> str:
    """What people call a step; a step of a newer or an older program by its own name."""
    return sentence(ACTIONS[action]) if action in ACTIONS else action
