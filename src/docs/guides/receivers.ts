/** Programs that take webhooks and verify them with the libraries of Standard Webhooks. */
export const RECEIVERS: readonly { language: string; title: string; code: string }[] = [
  {
    language: 'javascript',
    title: 'JavaScript: npm install standardwebhooks',
    code: `import { createServer } from 'node:http'
import { Webhook } from 'standardwebhooks'

const webhook = new Webhook(process.env.WEBHOOK_SECRET)

createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString()
  try {
    const event = webhook.verify(body, request.headers)
    response.writeHead(204).end()
    console.log(event)
  } catch {
    response.writeHead(401).end()
  }
}).listen(3000)`,
  },
  {
    language: 'python',
    title: 'Python: pip install standardwebhooks flask',
    code: `import os
from flask import Flask, request
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

app = Flask(__name__)
webhook = Webhook(os.environ["WEBHOOK_SECRET"])

@app.post("/")
def receive():
    try:
        event = webhook.verify(request.get_data(), dict(request.headers))
    except WebhookVerificationError:
        return "", 401
    print(event)
    return "", 204`,
  },
  {
    language: 'php',
    title: 'PHP: composer require standard-webhooks/standard-webhooks',
    code: `<?php
require 'vendor/autoload.php';

$webhook = new StandardWebhooks\\Webhook(getenv('WEBHOOK_SECRET'));
$headers = array_change_key_case(getallheaders());
try {
    $event = $webhook->verify(file_get_contents('php://input'), $headers);
} catch (StandardWebhooks\\Exception\\WebhookVerificationException) {
    http_response_code(401);
    exit;
}
http_response_code(204);
error_log(json_encode($event));`,
  },
  {
    language: 'java',
    title: 'Java: com.standardwebhooks:standardwebhooks',
    code: `import com.standardwebhooks.Webhook;

// body: the text as it came; headers: Map<String, List<String>>.
var webhook = new Webhook(System.getenv("WEBHOOK_SECRET"));
webhook.verify(body, headers); // throws WebhookVerificationException`,
  },
  {
    language: 'csharp',
    title: 'C#: StandardWebhooks.StandardWebhooks',
    code: `using StandardWebhooks;

// body: the text as it came; headers: a WebHeaderCollection.
var webhook = new Webhook(Environment.GetEnvironmentVariable("WEBHOOK_SECRET"));
webhook.Verify(body, headers); // throws WebhookVerificationException`,
  },
]
