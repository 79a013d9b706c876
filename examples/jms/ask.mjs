// Asks for the release of one message over STOMP and prints the answer.
//
//     node ask.mjs HOST PORT ID [USER PASSWORD]
//
// Needs nothing but Node.js. The port is the broker's for STOMP (Artemis: 61613, or 61616 for all protocols).
// Waits for an answer for 30 s, or what ASK_SECONDS says.
import { randomUUID } from "node:crypto";
import { connect } from "node:net";

const [host, port, asked, login, passcode] = process.argv.slice(2);
const seconds = Number(process.env.ASK_SECONDS ?? 30);
const mark = randomUUID();
const replies = `team.replies.${mark}`;

function frame(command, headers, body = "") {
  const lines = Object.entries(headers).map(([key, value]) => `${key}:${value}`);
  return `${command}\n${lines.join("\n")}\n\n${body}\0`;
}

const connection = connect(Number(port), host);
const bound = setTimeout(
  () => end(`no answer within ${seconds} s. If the broker took the request, it waits in reprieve.requests, or for a person.`),
  seconds * 1000,
);
connection.on("error", (error) => end(error.message));
connection.on("close", () => end("the broker has closed the connection"));

let ended = false;
function end(trouble) {
  if (ended) {
    return;
  }
  ended = true;
  clearTimeout(bound);
  if (trouble) {
    console.error(trouble);
    process.exitCode = 1;
  }
  connection.destroy();
}

connection.on("connect", () =>
  connection.write(
    frame("CONNECT", { "accept-version": "1.2", host, ...(login ? { login, passcode } : {}) }),
  ),
);

function take(text) {
  const [head, ...rest] = text.replace(/^[\r\n]+/, "").split(/\r?\n\r?\n/);
  const [command, ...headers] = head.split(/\r?\n/);
  if (command === "CONNECTED") {
    connection.write(
      frame("SUBSCRIBE", { id: "0", destination: replies, "subscription-type": "ANYCAST", ack: "auto" }),
    );
    const request = {
      destination: "reprieve.requests",
      "destination-type": "ANYCAST",
      persistent: "true",
      "reply-to": replies,
      "correlation-id": mark,
    };
    connection.write(frame("SEND", request, asked));
  } else if (command === "ERROR") {
    end(text);
  } else if (command === "MESSAGE" && headers.includes(`correlation-id:${mark}`)) {
    console.log(rest.join("\n\n"));
    end();
  }
}

// Frames end with a zero byte; an answer has none in it.
let waiting = Buffer.alloc(0);
connection.on("data", (piece) => {
  waiting = Buffer.concat([waiting, piece]);
  for (let at = waiting.indexOf(0); at >= 0; at = waiting.indexOf(0)) {
    const text = waiting.subarray(0, at).toString("utf8");
    waiting = waiting.subarray(at + 1);
    take(text);
  }
});
