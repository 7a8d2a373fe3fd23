import type { ErrorTableRow } from './error-codes.ts'

/**
 * Every code of Meta's with what is to be done about it (Cloud API, error codes). A failure told by a
 * webhook is final whatever its class: the class is for errors of the HTTP answer, the words for both.
 */
export const errorTable: readonly ErrorTableRow[] = [
  {
    code: 0,
    class: 'stop_number',
    scope: 'token',
    title: 'Access token not accepted',
    whatToDo: 'Put a new access token of a system user into the integration, then start the number again.',
  },
  {
    code: 1,
    class: 'retry_once',
    scope: 'message',
    title: 'Unknown error of the API',
    whatToDo:
      "Meta could not make sense of the request. If it fails again, compare the body with Meta's documentation and check Meta's status page.",
  },
  {
    code: 2,
    class: 'retry',
    scope: 'message',
    title: 'API service temporarily unavailable',
    whatToDo: "Nothing: it is tried again. If it lasts, see Meta's status page.",
  },
  {
    code: 3,
    class: 'stop_number',
    scope: 'token',
    title: 'App lacks the capability',
    whatToDo:
      "In Meta's app settings, give the app the WhatsApp permissions (whatsapp_business_messaging, whatsapp_business_management), then start the number again.",
  },
  {
    code: 4,
    class: 'retry',
    scope: 'app',
    title: "App's call limit reached",
    whatToDo:
      "Calls go on when Meta's limit has recovered. If it comes often, make fewer management calls or ask Meta for more.",
    waitMs: 60_000,
  },
  {
    code: 10,
    class: 'stop_number',
    scope: 'token',
    title: 'Permission missing',
    whatToDo:
      "Give the token's system user access to the WhatsApp account with the messaging and management permissions, then start the number again.",
  },
  {
    code: 17,
    class: 'retry',
    scope: 'app',
    title: "User's call limit reached",
    whatToDo:
      "Calls go on when Meta's limit has recovered. Use a token of a system user, whose limits are its own.",
    waitMs: 60_000,
  },
  {
    code: 33,
    class: 'stop_number',
    scope: 'number',
    title: 'Number deleted or its id wrong',
    whatToDo:
      'Check the phone number id of the integration in the WhatsApp Manager; the number may have been deleted or moved.',
  },
  {
    code: 100,
    class: 'permanent',
    scope: 'message',
    title: 'Invalid parameter',
    whatToDo: "Change the parameter that Meta's details name; the same request fails again.",
  },
  {
    code: 104,
    class: 'stop_number',
    scope: 'token',
    title: 'No access token',
    whatToDo: 'Put an access token into the integration, then start the number again.',
  },
  {
    code: 190,
    class: 'stop_number',
    scope: 'token',
    title: 'Access token expired or revoked',
    whatToDo:
      'Make a new access token of a system user that does not expire, put it into the integration, then start the number again.',
  },
  {
    code: 200,
    lastCode: 299,
    class: 'stop_number',
    scope: 'token',
    title: 'Permission missing',
    whatToDo:
      "Give the token's system user access to the WhatsApp account with the messaging and management permissions, then start the number again.",
  },
  {
    code: 368,
    class: 'stop_number',
    scope: 'waba',
    title: 'Account blocked for a policy violation',
    whatToDo:
      "Look at the account quality page in Meta's Business Support and appeal there; sending resumes when the block is lifted.",
  },
  {
    code: 613,
    class: 'retry',
    scope: 'app',
    title: 'Call rate limit reached',
    whatToDo: "Calls go on when Meta's limit has recovered. If it comes often, make fewer management calls.",
    waitMs: 60_000,
  },
  {
    code: 803,
    class: 'stop_number',
    scope: 'number',
    title: 'Number or account not found',
    whatToDo:
      'Check the phone number id and the account id of the integration, and that the token reaches them.',
  },
  {
    code: 80007,
    class: 'retry',
    scope: 'waba',
    title: "Account's rate limit reached",
    whatToDo: "Calls for this WhatsApp account go on when Meta's limit has recovered.",
    waitMs: 60_000,
  },
  {
    code: 130429,
    class: 'retry',
    scope: 'number',
    title: "Number's throughput exceeded",
    whatToDo:
      "Nothing: the number slows down. If it comes often, another program sends by the same number, or the number's rate is set too high here.",
    waitMs: 1_000,
  },
  {
    code: 130472,
    class: 'permanent',
    scope: 'message',
    title: 'Recipient is part of a Meta experiment',
    whatToDo:
      'Meta withholds marketing messages from this person for a while. Reach them by another way, or answer when they write.',
  },
  {
    code: 130497,
    class: 'permanent',
    scope: 'message',
    title: 'Country restricted',
    whatToDo: "This business may not message people in the recipient's country; see Meta's commerce policy.",
  },
  {
    code: 131000,
    class: 'retry',
    scope: 'message',
    title: 'Something went wrong at Meta',
    whatToDo: "It is tried a few times more. If it goes on, report the trace id to Meta's support.",
    maxRetries: 3,
  },
  {
    code: 131005,
    class: 'stop_number',
    scope: 'token',
    title: 'Access denied',
    whatToDo:
      'The token has lost its access: check the permissions of its system user, then start the number again.',
  },
  {
    code: 131008,
    class: 'permanent',
    scope: 'message',
    title: 'Required parameter missing',
    whatToDo: "Add the parameter that Meta's details name.",
  },
  {
    code: 131009,
    class: 'permanent',
    scope: 'message',
    title: 'Parameter value not valid',
    whatToDo:
      "Change the value that Meta's details name. For a reaction: its message is unknown, deleted or older than 30 days.",
  },
  {
    code: 131016,
    class: 'retry',
    scope: 'message',
    title: 'Service unavailable',
    whatToDo: "Nothing: it is tried again. If it lasts, see Meta's status page.",
  },
  {
    code: 131021,
    class: 'permanent',
    scope: 'message',
    title: 'Recipient is the sender',
    whatToDo: 'A number cannot write to itself; send to another one.',
  },
  {
    code: 131026,
    class: 'permanent',
    scope: 'message',
    title: 'Undeliverable',
    whatToDo:
      'The person is not on WhatsApp, uses an old version, has not accepted the terms, or blocked this number. Ask them by another way to write first.',
  },
  {
    code: 131030,
    class: 'permanent',
    scope: 'message',
    title: "Recipient not on the test number's list",
    whatToDo:
      "Add the recipient to the test number's list in Meta's app settings, or use a number of your own.",
  },
  {
    code: 131031,
    class: 'stop_number',
    scope: 'waba',
    title: 'Account locked',
    whatToDo:
      "Look at the account in Meta's Business Support: it was restricted for a policy violation or because its data could not be verified.",
  },
  {
    code: 131037,
    class: 'stop_number',
    scope: 'number',
    title: 'Display name not approved',
    whatToDo: "Have the number's display name approved in the WhatsApp Manager, then start the number again.",
  },
  {
    code: 131042,
    class: 'stop_number',
    scope: 'waba',
    title: 'Payment problem',
    whatToDo:
      "Check the payment method, credit line and currency of the WhatsApp account in Meta's billing settings.",
  },
  {
    code: 131044,
    class: 'stop_number',
    scope: 'waba',
    title: 'Payment problem',
    whatToDo: "Check the payment method and credit line of the WhatsApp account in Meta's billing settings.",
  },
  {
    code: 131045,
    class: 'stop_number',
    scope: 'number',
    title: 'Number not registered properly',
    whatToDo: 'Register the number again with its PIN, then start it again.',
  },
  {
    code: 131047,
    class: 'permanent',
    scope: 'message',
    title: 'Outside the 24-hour window',
    whatToDo:
      'More than 24 hours have passed since the person last wrote. Send an approved template instead.',
  },
  {
    code: 131048,
    class: 'defer',
    scope: 'number',
    title: 'Spam rate limit reached',
    whatToDo:
      'Too many messages from this number were blocked or reported. Slow it down, and send only to people who agreed to it.',
    waitMs: 3_600_000,
    isAlarming: true,
  },
  {
    code: 131049,
    class: 'defer',
    scope: 'message',
    title: "Withheld by Meta to keep people's interest",
    whatToDo:
      'This person has had enough marketing messages from businesses for now. Try again after 24 hours at the earliest.',
    waitMs: 24 * 3_600_000,
  },
  {
    code: 131050,
    class: 'permanent',
    scope: 'message',
    title: 'Recipient stopped marketing messages',
    whatToDo:
      'The person chose to get no marketing messages from this business. Send them none until they resume.',
    isMarketingOptOut: true,
  },
  {
    code: 131051,
    class: 'permanent',
    scope: 'message',
    title: 'Unsupported message type',
    whatToDo:
      'Use a type of message that the Cloud API knows. In a received message it marks what Meta does not pass on.',
  },
  {
    code: 131052,
    class: 'permanent',
    scope: 'message',
    title: 'Received media could not be downloaded',
    whatToDo:
      'Meta could not get the file that the person sent, or it is larger than 100 MB. Ask them to send it again.',
  },
  {
    code: 131053,
    class: 'permanent',
    scope: 'message',
    title: 'Media could not be uploaded',
    whatToDo:
      "Check the file's type and size against Meta's limits; Meta's details name the one that does not fit.",
  },
  {
    code: 131055,
    class: 'permanent',
    scope: 'message',
    title: 'Not allowed on the Cloud API',
    whatToDo: 'This kind of message belongs to the Marketing Messages API.',
  },
  {
    code: 131056,
    class: 'pair',
    scope: 'pair',
    title: 'Too many messages to one person',
    whatToDo:
      'Nothing: messages to this person wait, others go on. Send fewer messages to the same person in a short time.',
    waitMs: 1_000,
  },
  {
    code: 131057,
    class: 'retry',
    scope: 'number',
    title: 'Number in maintenance',
    whatToDo: "Nothing: Meta is upgrading the number's throughput, which takes up to a minute.",
    waitMs: 60_000,
  },
  {
    code: 131059,
    class: 'permanent',
    scope: 'message',
    title: 'Paging cursor not valid',
    whatToDo: 'Begin the list again from its first page.',
  },
  {
    code: 131062,
    class: 'permanent',
    scope: 'message',
    title: 'User id not allowed for this message',
    whatToDo:
      'One-tap, zero-tap and copy-code authentication templates need a phone number as the recipient.',
  },
  {
    code: 131063,
    class: 'stop_template',
    scope: 'template',
    title: 'Marketing templates disabled on the Cloud API',
    whatToDo:
      'Send marketing templates by the Marketing Messages API, or enable them for this account in the WhatsApp Manager.',
  },
  {
    code: 131064,
    class: 'defer',
    scope: 'waba',
    title: 'Messaging limit after misclassified templates',
    whatToDo:
      'Meta limits the account since its templates were in the wrong category. Correct their categories in the WhatsApp Manager.',
    waitMs: 24 * 3_600_000,
    isAlarming: true,
  },
  {
    code: 132000,
    class: 'permanent',
    scope: 'message',
    title: 'Number of template parameters does not match',
    whatToDo:
      "Give exactly the parameters that the template's text has; synchronise the templates if it was changed at Meta.",
  },
  {
    code: 132001,
    class: 'stop_template',
    scope: 'template',
    title: 'Template not found in this language',
    whatToDo:
      'Check the name and the language, and that the template is approved in the WhatsApp Manager; then synchronise the templates.',
  },
  {
    code: 132005,
    class: 'permanent',
    scope: 'message',
    title: 'Text too long after filling in',
    whatToDo: 'Shorten the values of the parameters, or the text of the template.',
  },
  {
    code: 132007,
    class: 'permanent',
    scope: 'message',
    title: 'Content violates a policy',
    whatToDo: "The content breaks a WhatsApp policy; change it. Meta's details say which.",
  },
  {
    code: 132008,
    class: 'permanent',
    scope: 'message',
    title: 'Parameter value not valid',
    whatToDo: "Change the value that Meta's details name.",
  },
  {
    code: 132012,
    class: 'permanent',
    scope: 'message',
    title: 'Format of a parameter does not match',
    whatToDo:
      'Give each parameter in the form that the template defines (text, currency, date, media); synchronise the templates if it was changed at Meta.',
  },
  {
    code: 132015,
    class: 'stop_template',
    scope: 'template',
    title: 'Template paused',
    whatToDo:
      'People rated it low, so Meta paused it. Edit the template in the WhatsApp Manager, or wait until the pause is over.',
  },
  {
    code: 132016,
    class: 'stop_template',
    scope: 'template',
    title: 'Template disabled',
    whatToDo: 'It was paused too often and is disabled for good. Make a new template with other content.',
  },
  {
    code: 132018,
    class: 'permanent',
    scope: 'message',
    title: "Problem with the template's parameters",
    whatToDo:
      "Compare the parameters with the template's definition; Meta's details name the one that does not fit.",
  },
  {
    code: 132068,
    class: 'stop_template',
    scope: 'template',
    title: 'Flow blocked',
    whatToDo: 'Correct the flow in the WhatsApp Manager; it is blocked until then.',
  },
  {
    code: 132069,
    class: 'defer',
    scope: 'template',
    title: 'Flow throttled',
    whatToDo:
      'At most 10 messages an hour go out with this flow until its errors are corrected in the WhatsApp Manager.',
    waitMs: 3_600_000,
  },
  {
    code: 133000,
    class: 'stop_number',
    scope: 'number',
    title: 'Deregistration incomplete',
    whatToDo: 'Deregister the number once more, then register it with its PIN.',
  },
  {
    code: 133004,
    class: 'retry',
    scope: 'message',
    title: 'Server temporarily unavailable',
    whatToDo: "Nothing: it is tried again. If it lasts, see Meta's status page.",
  },
  {
    code: 133005,
    class: 'permanent',
    scope: 'message',
    title: 'PIN does not match',
    whatToDo: "Give the number's two-step verification PIN, or reset it in the WhatsApp Manager.",
  },
  {
    code: 133006,
    class: 'permanent',
    scope: 'message',
    title: 'Number has to be verified again',
    whatToDo: 'Verify the number by a code before it is registered.',
  },
  {
    code: 133007,
    lastCode: 133008,
    class: 'permanent',
    scope: 'message',
    title: 'Too many guesses of the PIN',
    whatToDo: 'Wait until Meta takes a PIN again; its details say for how long.',
  },
  {
    code: 133009,
    class: 'permanent',
    scope: 'message',
    title: 'PIN entered too quickly',
    whatToDo: 'Wait until Meta takes a PIN again; its details say for how long.',
  },
  {
    code: 133010,
    class: 'stop_number',
    scope: 'number',
    title: 'Number not registered',
    whatToDo: 'Register the number with its PIN for the Cloud API, then start it again.',
  },
  {
    code: 133015,
    class: 'permanent',
    scope: 'message',
    title: 'Number was deleted just now',
    whatToDo: 'Wait 5 minutes, then register the number again.',
  },
  {
    code: 133016,
    class: 'defer',
    scope: 'number',
    title: 'Too many registrations',
    whatToDo: 'A number may be registered or deregistered 10 times in 72 hours; wait that long.',
    waitMs: 72 * 3_600_000,
  },
  {
    code: 134011,
    class: 'stop_number',
    scope: 'waba',
    title: 'Payments terms not accepted',
    whatToDo: "Accept WhatsApp's payments terms of service for this account.",
  },
  {
    code: 134100,
    lastCode: 134102,
    class: 'permanent',
    scope: 'message',
    title: 'Marketing Messages API only',
    whatToDo:
      'This kind of message belongs to the Marketing Messages API, or its template is not ready for it.',
  },
  {
    code: 135000,
    class: 'permanent',
    scope: 'message',
    title: 'Generic error',
    whatToDo:
      "Meta could not process the message for reasons it does not name. Compare the body with Meta's documentation.",
  },
  {
    code: 136024,
    class: 'permanent',
    scope: 'message',
    title: 'Verification code could not be requested',
    whatToDo: 'Wait a while, or have the code sent by the other way (SMS or voice).',
  },
  {
    code: 136025,
    class: 'permanent',
    scope: 'message',
    title: 'Verification code not accepted',
    whatToDo: 'Request a new code and enter it within 10 minutes.',
  },
  {
    code: 137000,
    class: 'permanent',
    scope: 'message',
    title: "Recipient's identity has changed",
    whatToDo:
      "The identity key that was given is not the person's present one. Confirm who they are, then send with the new key.",
  },
  {
    code: 141002,
    class: 'stop_template',
    scope: 'template',
    title: 'Template not approved',
    whatToDo: "Wait for Meta's approval of the template, or choose another one.",
  },
  {
    code: 147001,
    lastCode: 147004,
    class: 'permanent',
    scope: 'message',
    title: 'Username could not be changed',
    whatToDo: "Choose another username, or try later, as Meta's details say.",
  },
]
