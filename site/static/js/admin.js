/* What one types as a date stays as typed, and the server says what is wrong with it: Wagtail's picker would put today's. */

Object.assign(window.jQuery.fn.datetimepicker.defaults, { validateOnBlur: false });
