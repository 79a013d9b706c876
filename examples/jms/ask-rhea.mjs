// Asks for the release of one message over AMQP 1.0 by rhea and prints the answer.
//
//     npm ci
//     node ask-rhea.mjs HOST PORT ID [USER PASSWORD]
//
// The port is the broker's for AMQP (5672; in Artemis also 61616 for all protocols). Waits for an answer for 30 s, or
// what ASK_SECONDS says.
import { randomUUID } from "node:crypto";
import rhea from "rhea";

const [host, port, asked, username, password] = process.argv.slice(2);
const seconds = Number(process.env.ASK_SECONDS ?? 30);
const mark = randomUUID();
const container = rhea.create_container();

const connection = container.connect({
  host,
  port: Number(port),
  reconnect: false,
  ...(username ? { username, password } : {}),
});
const bound = setTimeout(
  () => end(`no answer within ${seconds} s. If the broker took the request, it waits in reprieve.requests, or for a person.`),
  seconds * 1000,
);

let ended = false;
function end(trouble) {
  if (ended) {
    return;
  }
  ended = true;
  clearTimeout(bound);
  if (trouble) {
    console.error(trouble);
    // A broker that has refused something may never answer a close.
    process.exit(1);
  }
  connection.close();
}

container.on("connection_open", () => {
  // A queue of the broker's own making, which is gone with this connection.
  connection.open_receiver({ source: { dynamic: true, capabilities: ["temporary-queue"] } });
});

container.on("receiver_open", ({ receiver }) => {
  const sender = connection.open_sender({ target: { address: "reprieve.requests", capabilities: ["queue"] } });
  sender.once("sendable", () =>
    sender.send({ body: asked, durable: true, reply_to: receiver.source.address, correlation_id: mark }),
  );
});

container.on("message", ({ message }) => {
  if (message.correlation_id === mark) {
    console.log(message.body);
    end();
  }
});

for (const refusal of ["rejected", "released", "modified"]) {
  container.on(refusal, ({ delivery }) =>
    end(`the broker has not taken the request: ${refusal} ${delivery.remote_state?.error?.description ?? ""}`),
  );
}
for (const part of ["connection", "session", "sender", "receiver"]) {
  container.on(`${part}_error`, (event) =>
    end(`the broker refuses: ${event[part].error.condition} ${event[part].error.description ?? ""}`),
  );
}
container.on("disconnected", ({ error }) => end(error?.message ?? "the broker has closed the connection"));
