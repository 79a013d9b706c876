package io.reprieve.practice.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads requests one after the other from a connection. For one thread. */
final class RequestReader {

    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private int headBytes;

    RequestReader(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in, 16 * 1024);
        this.out = out;
    }

    /** The next request, or null when the client has closed its side. */
    HttpRequest next() throws IOException {
        headBytes = 0;
        String line = readLine();
        while (line != null && line.isEmpty()) {
            line = readLine();
        }
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ");
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new BadRequestException(400, "not an HTTP/1.1 request line");
        }
        Map<String, String> headers = readHeaders();
        if (parts[2].equals("HTTP/1.0")) {
            headers.put("connection", "close");
        }
        int query = parts[1].indexOf('?');
        return new HttpRequest(
                parts[0],
                query < 0 ? parts[1] : parts[1].substring(0, query),
                query < 0 ? "" : parts[1].substring(query + 1),
                headers,
                readBody(headers));
    }

    /** Waits until the client closes its side, or the socket's read timeout ends the wait. */
    void awaitEnd() throws IOException {
        while (in.read() >= 0) {
            continue;
        }
    }

    private Map<String, String> readHeaders() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = readLine(); ; line = readLine()) {
            if (line == null) {
                throw new EOFException("connection closed inside a request's head");
            }
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new BadRequestException(400, "a header line without a name");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
    }

    private byte[] readBody(Map<String, String> headers) throws IOException {
        if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return readChunks();
        }
        String length = headers.get("content-length");
        return length == null ? new byte[0] : readExactly(parseLength(length, 10));
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = readLine();
            if (size == null) {
                throw new EOFException("connection closed inside a request's body");
            }
            int extension = size.indexOf(';');
            int length = parseLength(extension < 0 ? size : size.substring(0, extension), 16);
            if (length == 0) {
                readHeaders();
                return body.toByteArray();
            }
            if (body.size() + (long) length > MAX_BODY_BYTES) {
                throw new BadRequestException(413, "the body is larger than 64 MB");
            }
            body.writeBytes(readExactly(length));
            readLine();
        }
    }

    private byte[] readExactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("connection closed inside a request's body");
        }
        return bytes;
    }

    private static int parseLength(String text, int radix) throws BadRequestException {
        long length;
        try {
            length = Long.parseLong(text.strip(), radix);
        } catch (NumberFormatException notANumber) {
            throw new BadRequestException(400, "a body length that is no number");
        }
        if (length < 0) {
            throw new BadRequestException(400, "a body length below 0");
        }
        if (length > MAX_BODY_BYTES) {
            throw new BadRequestException(413, "the body is larger than 64 MB");
        }
        return (int) length;
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (++headBytes > MAX_HEAD_BYTES) {
                throw new BadRequestException(431, "the request's head is larger than 64 KB");
            }
            line.append((char) next);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r'
                ? line.substring(0, end - 1)
                : line.toString();
    }
}
