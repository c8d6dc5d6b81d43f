"""What can be done to the key slots of a store."""

from db.actions.desk import Desk, action
from db.books.policy import Policy
from db.errors import NotAllowed, WrongPassphrase
from db.store import keys
from db.store.keys import Slot, SlotKind
from db.words import later


def change_passphrase(desk: Desk, old: str, new: str) -> None:
    """Put a slot that `new` opens in place of the one that `old` opens.

    Raises WrongPassphrase if `old` opens none, NotAllowed for an empty new one.
    """
    store = desk.store.header.store
    for slot in desk.store.header.slots:
        if slot.kind is SlotKind.PASSPHRASE:
            key = keys.key_by_passphrase(slot, old, store)
            if key is not None:
                keys.wipe(key)
                _replace(desk, "passphrase.changed", slot, _fresh(desk, new))
                return
    raise WrongPassphrase(later("That passphrase does not open this store."), later("Nothing was changed."))


def set_passphrase(desk: Desk, new: str) -> None:
    """Let only `new` open the store, and IT: after a recovery. A recovery code that was used is used up."""
    fresh = _fresh(desk, new)
    others = [slot for slot in desk.store.header.slots if slot.kind is SlotKind.RECOVERY]
    _write(desk, "passphrase.recovered", [fresh, *others], fresh)


def add_passphrase(desk: Desk, new: str) -> None:
    """Add a slot for one more passphrase. Raises NotAllowed for an empty one."""
    fresh = _fresh(desk, new)
    _write(desk, "slot.added", [*desk.store.header.slots, fresh], fresh)


def add_recovery(desk: Desk, recipient: str) -> None:
    """Add a slot for IT's age recipient. Raises NotAllowed for a faulty or a known one."""
    if any(slot.recipient == recipient.strip() for slot in desk.store.header.slots):
        raise NotAllowed(later("This recipient has a slot already."), later("Nothing was changed."))
    slot = keys.recovery_slot(recipient, desk.store.key, today=desk.today())
    _write(desk, "slot.added", [*desk.store.header.slots, slot], slot)


def add_code(desk: Desk, policy: Policy) -> str:
    """Give the store a recovery code, in place of the one it has; returns it. It is written down nowhere.

    Raises NotAllowed unless policy allows one.
    """
    if policy.text("recovery_code") != "allowed":
        raise NotAllowed(
            later("Your municipality does not allow a recovery code."), later("Nothing was changed.")
        )
    code = keys.new_code()
    slot = _fresh(desk, keys.code_read(code), SlotKind.CODE)
    others = [one for one in desk.store.header.slots if one.kind is not SlotKind.CODE]
    _write(desk, "slot.added", [*others, slot], slot)
    return code


def remove_slot(desk: Desk, number: int, policy: Policy) -> None:
    """Take slot `number` (counted from 1) away.

    Raises NotAllowed if it is not there, is the last passphrase, or IT's last where policy asks for one.
    """
    slots = list(desk.store.header.slots)
    if not 1 <= number <= len(slots):
        raise NotAllowed(later("There is no slot {n}."), later("See slots for what is there."), n=number)
    gone = slots.pop(number - 1)
    if not any(slot.kind is SlotKind.PASSPHRASE for slot in slots):
        raise NotAllowed(later("This is the last passphrase of the store."), later("Add another one first."))
    for_it = any(slot.kind is SlotKind.RECOVERY for slot in slots)
    if gone.kind is SlotKind.RECOVERY and not for_it and policy.text("recovery_slot") == "required":
        raise NotAllowed(
            later("Your municipality requires that IT can open the store."), later("Add IT's new key first.")
        )
    _write(desk, "slot.removed", slots, gone)


def _fresh(desk: Desk, passphrase: str, kind: SlotKind = SlotKind.PASSPHRASE) -> Slot:
    keys.refuse_empty(passphrase)
    return keys.passphrase_slot(
        passphrase,
        desk.store.key,
        desk.store.header.store,
        today=desk.today(),
        passes=keys.fitting_passes(),
        kind=kind,
    )


def _replace(desk: Desk, name: str, old: Slot, new: Slot) -> None:
    _write(desk, name, [new if slot is old else slot for slot in desk.store.header.slots], new)


def _write(desk: Desk, name: str, slots: list[Slot], about: Slot) -> None:
    with desk.store.replacing_header(slots=tuple(slots)), action(desk, name, "slot", about.kind.value):
        pass
    desk.store.note_head(desk.db)
