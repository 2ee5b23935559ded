"""The municipality and its accounts: the sentences of `refusals.py` about them."""

from typing import Final

from django.utils.translation import gettext_lazy as _

OF_ACCOUNTS: Final = {
    "nobody_is_signed_in": _("Du er ikke logget inn lenger. Logg inn på nytt."),
    "only_the_administrator": _("Bare administratoren i kommunen kan gjøre dette."),
    "no_such_account": _("Denne kontoen finnes ikke i kommunen din."),
    "families_sign_in_by_number": _("Familier får konto av seg selv når de logger inn med ID-porten."),
    "username_is_taken": _("Brukernavnet er i bruk. Velg et annet."),
    "needs_another_administrator": _(
        "En annen administrator enn den som laget kontoen, må godkjenne den. Er du alene, gjør den som drifter det."
    ),
    "address_of_who_opens_much": _(
        "E-postadressen til en administrator, et personvernombud eller en øverste leder kan bare endres mens kontoen "
        "er stengt. Steng den, endre adressen, og åpne den igjen. Da må en annen administrator godkjenne den."
    ),
    "nothing_to_approve": _("Kontoen venter ikke på godkjenning lenger."),
    "not_ones_own_account": _("Du kan ikke stenge din egen konto. Be en annen administrator om det."),
    "staff_file_changed_meanwhile": _(
        "Noe er endret siden du så siden. Se gjennom på nytt hva filen gjør, og trykk en gang til."
    ),
    "account_is_open": _("Kontoen er alt åpen, eller den venter på godkjenning."),
    "works_here_as_staff_alone": _(
        "Bare åpne kontoer for fagpersoner kan få en plass eller en rolle i kommunen."
    ),
    "has_the_role_already": _("Personen har alt denne rollen i enheten."),
    "place_begins_before_today": _(
        "Den første dagen kan ikke være før i dag. Det som gir tilgang, gjelder bare framover."
    ),
    "place_begins_after_the_unit": _(
        "Enheten er stengt da. Velg en enhet som er åpen, eller en tidligere dag."
    ),
    "place_ends_before_it_begins": _("Den siste dagen kan ikke være før den første."),
    "no_such_membership": _("Plassen i enheten er alt avsluttet."),
    "steps_in_already": _("Personen trer alt inn for lederne her i denne tiden."),
    "no_such_overseer": _("Rollen er alt avsluttet."),
    "no_such_token": _(
        "Nøkkelen gjelder ikke. Den er feil, eller administratoren i kommunen har avsluttet den."
    ),
    "two_tokens_are_alive": _("To nøkler gjelder alt. Avslutt den gamle før du lager en til."),
    "token_has_ended": _("Nøkkelen er alt avsluttet."),
    "external_id_is_taken": _("En annen har denne externalId."),
    "directory_only_closes_it": _(
        "Kontoen åpner mye. Katalogen kan stenge den; alt annet gjør to administratorer i Stafettpinnen."
    ),
    "no_such_group": _("Denne gruppen finnes ikke."),
    "no_such_member": _("En av medlemmene finnes ikke i kommunen."),
    "nobody_to_invite": _("Alle som har en e-postadresse, kan logge inn eller er invitert."),
    "asked_for_too_many_links": _(
        "Vi har sendt fem lenker det siste døgnet. Se etter dem i søppelposten, eller vent til i morgen."
    ),
    "no_such_service": _("Velg bare tjenester som kommunen har."),
    "asked_otherwise_meanwhile": _("Det som ventet, er endret eller avgjort. Last siden på nytt."),
    "no_such_agreement": _("Avtalen er alt avsluttet."),
    # Secrecy
    "secrecy_is_not_asked": _("Du har alt lest dette, eller det gjelder ikke deg."),
    "secrecy_text_changed": _("Teksten er endret i mellomtiden. Last siden på nytt."),
    "not_who_registers_declarations": _(
        "Erklæringen registreres av en leder i kommunen eller av den som leder teamet, aldri for egne kolleger."
    ),
    "signed_on_a_day_to_come": _("Dagen kan ikke være fram i tid."),
    "where_the_paper_is_kept": _("Skriv hvor papiret ligger, så noen kan finne det igjen."),
    "declared_already": _("Denne erklæringen er alt registrert."),
    "no_such_declaration": _("Erklæringen er alt avsluttet."),
}
