"""Why the database refuses, by the code that its verbs give, in the words that a page says.

A verb raises `using message = '<code>'`. No code holds a value; a sentence tells only what the caller already
knows, and what can be done. `tests/access/test_refusals` checks that every code is here and has been raised.
"""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from municipality.access.sentences_by_law import BY_LAW
from municipality.access.sentences_of_accounts import OF_ACCOUNTS
from municipality.access.sentences_of_joining import OF_JOINING
from municipality.access.sentences_of_readings import OF_READINGS
from municipality.access.sentences_of_requests import OF_REQUESTS
from municipality.access.sentences_of_teams import OF_TEAMS

SENTENCES: Final = {
    **BY_LAW,
    **OF_ACCOUNTS,
    **OF_REQUESTS,
    **OF_READINGS,
    **OF_JOINING,
    **OF_TEAMS,
    # The access log
    "events_are_kept_longer": _(
        "Hendelsene tas vare på lenger, eller en kommune har ikke skrevet i innstillingene hvor lenge."
    ),
    # Absence
    "absence_of_another": _("Du kan bare melde fravær for deg selv og for dem i enheten du leder."),
    "absence_ends_within_a_year": _("Skriv en siste dag fra i dag og inntil et år fram i tid."),
    "away_already": _("Det er alt meldt fravær i noen av disse dagene. Endre det i stedet."),
    "stand_in_works_in_the_unit": _(
        "Vikaren må arbeide i den samme enheten. En leder kan ikke velge seg selv."
    ),
    "stand_in_makes_it_last": _(
        "Du er vikar selv. Be den som er borte, eller en annen leder, om å forlenge fraværet."
    ),
    "absence_is_over": _("Fraværet er alt over."),
    # Opening a log, and consent
    "only_staff_register_residents": _("Bare de som arbeider i en enhet i kommunen, kan registrere et barn."),
    "log_is_for_own_unit_and_municipality": _(
        "Du kan bare åpne en stafettlogg for din egen enhet, og for et barn i kommunen din."
    ),
    "not_your_open_concern": _(
        "Undringen er alt avsluttet, eller en annen følger den opp. Åpne undringen og se hva som har skjedd."
    ),
    "not_relay_holder": _(
        "Bare stafettholderen kan gjøre dette. Be stafettholderen om det, eller spør om å få stafettpinnen."
    ),
    "resident_of_another_municipality": _("Forelderen er registrert i en annen kommune."),
    "not_who_asks_the_family": _(
        "Familien spørres av den som har undringen eller stafettpinnen, til det er avgjort."
    ),
    "people_of_a_log_are_kept_there": _("Hvem familien er, står i stafettloggen. Det rettes der."),
    "nothing_is_asked_yet": _("Velg først hvem som får lese hva og hvor lenge, og les teksten sammen."),
    "asked_has_changed_meanwhile": _("Det dere spør om, er endret i mellomtiden. Les teksten på nytt."),
    "not_read_in_that_language": _("Velg et språk som dette er lest på. Last siden på nytt."),
    "consent_lasts_three_years_at_most": _("Et samtykke kan vare fra i dag og i høyst tre år."),
    "only_who_answers_is_asked": _("Den som ikke har foreldreansvar, svarer ikke på dette."),
    "answer_of_a_day_to_come_or_too_old": _("Svaret kan ikke være fram i tid eller over ett år gammelt."),
    "yes_before_it_was_read": _(
        "Et ja kan ikke være eldre enn den dagen dere leste teksten sammen. Det gjelder ikke et signert skjema."
    ),
    # In an emergency
    "not_for_emergencies": _("Kommunen har ikke bestemt at du kan åpne en logg i en nødssituasjon."),
    "no_ground_for_this_source": _("Velg det loven åpner for."),
    "say_why_it_is_opened": _("Skriv hva det er som ikke kan vente."),
    "family_is_told_within_two_weeks": _(
        "Skal familien vite det senere, velger du hvorfor, og en dag innen 14 dager."
    ),
    "no_log_to_open": _("Det er ingen logg å åpne for dette nummeret."),
    "emergency_is_over": _("Loggen er alt lukket igjen."),
    "not_your_emergency": _("Du kan ikke gjøre dette. Lederen i enheten, eller den som er over, kan."),
    "emergency_is_reviewed": _("Det er alt gått gjennom."),
    "family_is_told_already": _("Familien vet det alt."),
    # What widens takes two persons
    "does_not_show_it": _("Det du har sett, viser ikke dette. Velg noe annet."),
    "seen_on_a_day_to_come": _("Dagen kan ikke være fram i tid."),
    "the_other_is_heard_first": _(
        "Den andre forelderen skal få si sin mening først. Skriv når, og hva som ble sagt."
    ),
    "registered_already": _("Dette er alt registrert. Last siden på nytt."),
    "nothing_to_end": _("Det gjelder ikke lenger, eller det er kontrollert. Last siden på nytt."),
    "not_the_second_person": _("Dette kontrolleres av en annen, eller det er alt kontrollert."),
    "say_why_it_is_returned": _("Skriv hvorfor det sendes tilbake."),
    "kept_stays_kept": _("Det som er holdt tilbake, slippes ikke her. Velg «La familien lese det»."),
    "only_its_author_releases": _("Bare den som skrev notatet og fortsatt er med i loggen, kan gjøre dette."),
    # Written on the wrong child
    "not_your_note": _("Notatet er alt flyttet, eller det er ikke ditt å flytte. Last siden på nytt."),
    "not_a_log_you_write_in": _("Velg en annen åpen stafettlogg der du skriver for den samme enheten."),
    "a_log_begins_with_it": _(
        "Loggen begynte med dette, så det kan ikke flyttes alene. Er hele loggen åpnet på feil barn, må familien få"
        " vite det og samtykket trekkes. Snakk med lederen og personvernombudet."
    ),
    "it_evaluates_a_measure": _(
        "En evaluering hører til tiltaket i denne loggen. Ta bort det som gjelder et annet barn med «Endre teksten», og"
        " si fra til personvernombudet."
    ),
    "a_log_came_of_it": _("Det er åpnet en stafettlogg. Det som er skrevet på feil barn, flyttes der."),
    "the_family_is_being_asked": _(
        "Familien blir spurt om samtykke nå. Forkast spørsmålet først, så kan du rette hvem undringen gjelder."
    ),
    "the_family_has_answered": _(
        "Familien har svart på spørsmål om samtykke. Skriv en ny undring om riktig barn, og avslutt denne."
    ),
    "nothing_is_kept": _("Ingenting av dette er holdt tilbake lenger. Last siden på nytt."),
    "document_of_another": _("Filen hører ikke til det du lagrer nå. Velg den på nytt."),
    "log_does_not_rest": _("Loggen hviler ikke lenger. Last siden på nytt."),
    "answer_of_somebody_else": _("Bare de som står i loggen, kan svare."),
    "answers_are_kept": _("Noen har svart. Det som er svart, blir tatt vare på."),
    "nobody_with_this_key_is_asked": _("Personen står ikke på listen lenger."),
    "consent_cannot_become_that": _("Samtykket kan ikke endres slik. Last siden på nytt."),
    "somebody_who_answers_has_said_no": _(
        "En som skal svare, har sagt nei. Da kan dere ikke dele opplysninger på dette samtykket. Snakk med"
        " familien om hva de kan si ja til."
    ),
    "nobody_who_can_consent_has_said_yes": _(
        "Det mangler et ja. Foreldre med foreldreansvar svarer – begge, der kommunen krever det – og fra 15 eller"
        " 16 år ungdommen selv."
    ),
    "unit_of_another_municipality": _("Enheten hører til en annen kommune."),
    "basis_needs_a_kind": _("Velg minst én slags opplysninger som enheten får lese."),
    "basis_must_cover_the_holder": _(
        "Alle som deltar, ser hvem som er stafettholder. Samtykket må derfor gjelde opplysninger om barnevern"
        " også, eller stafettpinnen må gis videre først."
    ),
    "no_consent_for_the_unit": _(
        "Det er ikke noe samtykke som gjelder for denne enheten. Spør familien om samtykke før enheten blir med."
    ),
    "consent_withdrawn_meanwhile": _(
        "Samtykket ble trukket mens du skrev. Du kan ikke lagre i denne loggen lenger."
    ),
    "not_who_can_withdraw": _("Bare familien, stafettholderen eller enheten selv kan trekke samtykket."),
    "no_yes_that_waits": _("Ja-et ditt venter ikke lenger. Se på siden hva som gjelder nå."),
    "no_such_consent": _("Dette er det ikke sagt ja til nå. Samtykket er trukket, gått ut eller aldri gitt."),
    "neither_child_nor_parent": _("Bare barnet selv og foreldre med foreldreansvar kan lese som familie."),
    "not_a_person_of_this_log": _("Dette er verken barnet eller en forelder i loggen. Last siden på nytt."),
    "not_born_yet": _(
        "Før barnet er født, er stafettloggen hennes som venter barnet. Spør henne om samtykke."
    ),
    "no_child_is_expected": _("Loggen gjelder ikke noen som venter barn, eller det er alt registrert."),
    "she_is_asked_already": _(
        "Hun som venter barnet, er spurt om samtykke. Forkast spørsmålet, eller avslutt undringen og skriv en ny."
    ),
    "not_a_note_to_carry": _("Et av notatene kan ikke bli med. Last siden på nytt."),
    "pregnancy_is_over": _("Det er alt registrert."),
    "born_in_the_future": _("Barnet kan ikke være født fram i tid. Rett fødselsdatoen."),
    "responsibility_not_shown": _(
        "Foreldreansvaret er bare opplyst. Se en utskrift fra Folkeregisteret eller en avgjørelse først."
    ),
    "widening_takes_two": _(
        "Det som lar noen lese mer, må en annen kontrollere først. Registrer det på siden om personen."
    ),
    "nothing_is_changed": _("Slik er det alt. Last siden på nytt."),
    "birth_date_is_looked_at_first": _(
        "En annen fødselsdato venter på kontroll, og den avgjør hvem som får lese. Se på den først."
    ),
    "the_authority_is_asked_first": _(
        "Adressen er strengt fortrolig. Skriv når myndigheten som beskytter, svarte, og hva den svarte."
    ),
    "somebody_else_answers": _("Noen andre svarer etter vedtak. Da leser ikke foreldrene av seg selv."),
    "cannot_answer_instead": _(
        "Den du har valgt, kan ikke svare i stedet her. Se på alderen, dagene og hvem vedtaket gjelder."
    ),
    "nobody_answers_instead": _("Det er alt registrert at denne ikke svarer lenger."),
    "outside_the_ages_of_reading": _(
        "Familien kan ikke lese så lenge. Foreldre leser til barnet fyller 18 år, og om helse til 16 år."
    ),
    # Who takes part
    "only_reception_names": _("Bare mottaket i enheten velger hvem som skal være med."),
    "not_of_the_unit": _("Personen arbeider ikke i enheten lenger. Velg en annen."),
    "not_an_invited_unit": _("Enheten er ikke invitert, eller du er ikke stafettholder lenger."),
    "not_a_participant_you_receive": _("Du er ikke mottak for denne personens enhet."),
    "not_who_can_end_the_part": _(
        "Bare personen selv, mottaket eller lederen i enheten, eller stafettholderen kan avslutte deltakelsen."
    ),
    "takes_no_part": _("Personen var alt ute av loggen."),
    "not_taking_part_for_the_unit": _("Du deltar ikke i loggen for denne enheten, eller loggen er lukket."),
    # The baton
    "baton_is_offered_to_who_takes_part": _(
        "Du kan bare spørre en som deltar i loggen og kan skrive i den. Last siden på nytt for å se hvem det er."
    ),
    "nobody_to_remind": _("Det er ingen å minne på lenger. Last siden på nytt."),
    "reminded_this_week": _("Dette er alt minnet på de siste sju dagene. Haster det, kan du ringe."),
    "nothing_you_wait_for": _("Teamet har alt svart, eller saken er tatt av bordet."),
    "no_question_waits": _("Spørsmålet var alt besvart."),
    "no_question_waits_for_you": _("Det er ikke noe å svare på lenger."),
    # Concerns
    "not_your_concern": _("Bare den som følger opp undringen, kan gjøre dette."),
    "only_who_has_it_adds_a_colleague": _(
        "Bare den som følger opp undringen, kan dele den, og bare med noen som arbeider i samme enhet."
    ),
    "has_it_already": _("Personen følger opp undringen fra før."),
    "only_staff_are_kept_out": _(
        "Du kan holde fagpersoner i kommunen utenfor, men ikke deg selv eller den som følger opp undringen."
    ),
    "not_who_sees_to_leaving": _(
        "Du kan gi videre det du har selv, og det noen som slutter i enheten du leder, har."
    ),
    "last_day_is_over": _("Den siste dagen kan ikke være før i dag."),
    "no_such_exclusion": _("Unntaket er alt tatt bort."),
    "lifting_takes_a_question": _("Familien har bedt om dette unntaket. Spør dem på nytt om det skal bort."),
    "somebody_asks_for_it": _("Velg hvem av dem som blir spurt, som ber om det."),
    "your_own_profession": _("Du har selv dette yrket. Da må en annen spørre familien."),
    "form_valid_before_today": _("En ny versjon kan ikke gjelde fra en dag som er over."),
    "no_such_form": _("Denne versjonen finnes ikke, eller den er kontrollert alt."),
    "excepted_yourself": _("Familien har gjort unntak for deg. Da må en annen spørre dem."),
    "fact_not_known": _("Les unntaket familien har gjort, og bekreft det før du lagrer."),
    "not_kept_out": _("Personen holdes ikke utenfor lenger."),
    # An adult's own affairs
    "own_affairs_are_of_adults": _("Bare de voksne blir spurt om det som handler om dem selv."),
    "unit_is_not_asked_about": _("Enheten er ikke med i det dere spør om. Last siden på nytt."),
    "not_who_takes_back_own_affairs": _(
        "Bare den voksne selv, eller stafettholderen som har fått beskjed, kan trekke dette."
    ),
    "not_an_adult_of_this_log": _("Notatet må handle om barnet eller en av de voksne i loggen."),
    "whose_affairs_stay": _(
        "Et notat som handler om en annen enn barnet, kan ikke gjøres om. Skriv et nytt notat i stedet."
    ),
    # Goals and measures
    "not_your_goal": _("Du kan ikke endre dette målet. Samtykket for enheten din kan være trukket."),
    "not_your_measure": _("Du kan ikke endre dette tiltaket. Samtykket for enheten din kan være trukket."),
    "measure_has_ended": _("Tiltaket var alt avsluttet. Du kan ta det opp igjen ved å endre det."),
    "goal_of_other_services": _(
        "Barnevernet endrer bare egne mål. Dette målet leses av alle som er med i loggen. Sett et eget mål, eller be en"
        " av de andre om å endre dette."
    ),
    "measure_of_other_services": _(
        "Barnevernet endrer og evaluerer bare egne tiltak. Dette tiltaket leses av alle som er med i loggen. Avtal et"
        " eget tiltak, eller be en av de andre om å endre eller evaluere dette."
    ),
    "measure_stays_with_or_without_barnevern": _(
        "Et tiltak kan ikke gå over til barnevernet, eller fra barnevernet til andre. Avtal et nytt tiltak."
    ),
    "evaluation_not_about_child_welfare": _(
        "Alle som er med i loggen, ser hva dere bestemmer om tiltaket. Velg en annen slags opplysninger, og skriv det"
        " som gjelder barnevern, i et eget notat."
    ),
    "responsible_takes_part": _("Den ansvarlige må delta i loggen eller være en av familien. Velg en annen."),
    "responsible_could_not_read_it": _(
        "Den du har valgt, kan ikke lese tiltaket. Velg en annen, eller spør familien om mer samtykke."
    ),
    "child_is_heard_from_seven": _(
        "Fra barnet er sju år, skal det stå hva barnet selv mener, eller hvorfor barnet ikke er spurt."
    ),
    # Individuell plan
    "not_who_sees_to_the_plan": _(
        "Familien må ha sagt ja til individuell plan, og stafettholderen eller koordinerende enhet starter den."
    ),
    "coordinator_takes_part_for_a_coordinating_unit": _(
        "Koordinatoren må arbeide i en koordinerende enhet og delta i loggen."
    ),
    "plan_is_gone_through_within_a_year": _(
        "Planen skal gjennomgås innen et år. Velg en dato etter i dag og innen et år."
    ),
    "plan_is_there_already": _("Det er alt en plan i denne loggen."),
    "not_a_coordinator_to_be_named": _(
        "Du kan ikke velge koordinator her, eller den du valgte, kan ikke være det lenger. Last siden på nytt."
    ),
    "coordinates_already": _("Personen er alt koordinator."),
    "not_the_coordinator": _("Bare koordinatoren kan endre planen."),
    "not_a_kind_of_the_coordinator": _(
        "Koordinatoren kan bare skrive om opplysninger som hun eller han selv får lese."
    ),
    "no_plan_that_you_read": _("Du kan ikke lese planen lenger. Familiens ja kan være trukket."),
    # Local accounts
    "no_local_account": _("Du logger ikke inn med passord her."),
    "last_factor": _(
        "Dette er det siste du kan bekrefte innloggingen med. Legg til en passnøkkel eller koder fra en app først."
    ),
    "passkey_in_use": _("Passnøkkelen er alt i bruk. Lag en ny."),
    "passkey_is_gone": _("Passnøkkelen var alt fjernet."),
    "not_an_account_to_invite": _("Du kan bare invitere noen som har en konto i kommunen din."),
    "no_address_to_invite": _("Kontoen har ingen e-postadresse. Invitasjonen sendes bare dit."),
    "invitation_is_gone": _("Invitasjonen virker ikke lenger."),
    # Drafts and forms
    "form_of_another_sign_in": _("Skjemaet ble åpnet av en annen. Last siden på nytt og skriv det der."),
    "too_many_drafts": _("Du har ikke plass til flere utkast. Send eller forkast noen av dem du har."),
}


class _Reasoned(Exception):
    """`code` is "" where the database gives no reason; `str()` is the sentence, or ""."""

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return str(SENTENCES.get(self.code, ""))


class Refused(_Reasoned, PermissionDenied):
    """The database refused the current user, or what was sent. A policy gives no reason."""


class NothingThere(_Reasoned):
    """A verb found nothing to act on: withdrawn already, left already."""
