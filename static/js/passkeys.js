/* Passkeys: asks the browser for one, puts what it says into the form, and sends that. Without this
   script, or where a browser cannot do it, the button stays hidden and a sentence says why. */
(() => {
  const told = document.querySelector("[data-passkey-told]");
  document.querySelector("[data-passkey-off]")?.remove();
  const tell = words => {
    told.textContent = words;
    told.hidden = false;
  };
  const byNumber = /^\[|^[0-9.]+$/.test(location.hostname);

  const options = async form => {
    const held = document.getElementById("passkey-options");
    if (held) return JSON.parse(held.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("Too many tries. Wait a minute, then try again.");
    return answer.json();
  };

  const ask = async form => {
    const given = await options(form);
    if (form.dataset.passkey !== "create") return webauthnJSON.get(given.request_options);
    const asked = given.creation_options;
    const alone = form.elements.passwordless && form.elements.passwordless.checked;
    asked.publicKey.authenticatorSelection.residentKey = alone ? "required" : "discouraged";
    asked.publicKey.authenticatorSelection.requireResidentKey = alone;
    if (alone) asked.publicKey.authenticatorSelection.userVerification = "required";
    return webauthnJSON.create(asked);
  };

  const why = error => {
    if (error.name === "NotAllowedError") return "That was cancelled, or it took too long. Try again.";
    if (error.name === "InvalidStateError") return "This device has a passkey of yours already.";
    return error.message;
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button[type=submit]");
    if (byNumber || !window.PublicKeyCredential) {
      // Nobody has done anything wrong: said as an aside, not as an alarm.
      told.className = "aside";
      told.removeAttribute("role");
      tell(byNumber
        ? "Passkeys belong to a name, and this address is a number. Open the site by its name; on your own machine that is localhost."
        : "This browser has no passkeys here. They need a new browser, and an address with https.");
      continue;
    }
    button.hidden = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      button.disabled = true;
      try {
        form.elements.credential.value = JSON.stringify(await ask(form));
        form.submit();
      } catch (error) {
        tell(why(error));
        button.disabled = false;
      }
    });
  }
})();
