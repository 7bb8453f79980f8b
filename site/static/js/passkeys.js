/* Where no passkey was given (none here, or the person changed their mind), say so above the button. */

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const notice = document.getElementById("passkey-refused");
  const button = document.querySelector("#passkey_login, [id^=mfa_webauthn_]");
  (button.closest(".actions") ?? button).before(notice);
  notice.hidden = false;
});
