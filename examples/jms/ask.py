"""Asks for the release of one message over STOMP and prints the answer.

    python3 ask.py HOST PORT ID [USER PASSWORD]

Needs nothing but Python. The port is the broker's for STOMP (Artemis: 61613, or 61616 for all protocols).
Waits for an answer for 30 s, or what ASK_SECONDS says.
"""
import os
import socket
import sys
import uuid


def frame(command, headers, body=""):
    lines = [command] + [f"{key}:{value}" for key, value in headers.items()]
    return ("\n".join(lines) + "\n\n" + body + "\0").encode("utf-8")


def read(stream):
    """The next frame: its command, headers and body."""
    line = stream.readline()
    while line in (b"\n", b"\r\n"):
        line = stream.readline()
    if not line:
        sys.exit("the broker has closed the connection")
    command = line.decode().strip()
    headers = {}
    for line in iter(lambda: stream.readline().decode().rstrip("\r\n"), ""):
        key, value = line.split(":", 1)
        headers.setdefault(key, value)
    if "content-length" in headers:
        body = stream.read(int(headers["content-length"]))
        stream.read(1)
    else:
        body = b""
        for byte in iter(lambda: stream.read(1), b"\0"):
            body += byte
    if command == "ERROR":
        sys.exit(headers.get("message", "") + " " + body.decode())
    return command, headers, body.decode("utf-8")


host, port, asked = sys.argv[1:4]
login = dict(zip(("login", "passcode"), sys.argv[4:6]))
mark = str(uuid.uuid4())
replies = "team.replies." + mark
seconds = float(os.environ.get("ASK_SECONDS", "30"))


def ask(connection):
    """Sends the request and waits for the answer: its body."""
    stream = connection.makefile("rb")
    connection.sendall(frame("CONNECT", {"accept-version": "1.2", "host": host, **login}))
    read(stream)
    connection.sendall(
        frame("SUBSCRIBE", {"id": "0", "destination": replies, "subscription-type": "ANYCAST", "ack": "auto"})
    )
    request = {
        "destination": "reprieve.requests",
        "destination-type": "ANYCAST",
        "persistent": "true",
        "reply-to": replies,
        "correlation-id": mark,
    }
    connection.sendall(frame("SEND", request, asked))
    connection.settimeout(seconds)
    while True:
        command, headers, body = read(stream)
        if command == "MESSAGE" and headers.get("correlation-id") == mark:
            return body


try:
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        print(ask(connection))
except socket.timeout:
    sys.exit(f"no answer within {seconds:g} s. If the broker took the request, it waits in reprieve.requests, or for a person.")
except OSError as error:
    sys.exit(f"the broker at {host}:{port} cannot be reached: {error}")
