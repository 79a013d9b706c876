package io.reprieve.connector.sftp;

import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to a server, which can be cut from outside: a server that hangs within SFTP still
 * answers the keep-alives of SSH, so no time limit of the client ends that. Thread-safe.
 */
public final class SftpConnection implements Proxy {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.sftp");

    private final SftpServer server;
    private final Duration limit;
    private Socket socket;
    private long begun;
    private volatile boolean oneChannel;
    private boolean inUse;
    private boolean cut;

    /** A line to that server, for work that may take as long as its poll timeout. */
    SftpConnection(SftpServer server) {
        this.server = server;
        this.limit = server.pollTimeout();
    }

    /** Where it leads. */
    public SftpServer server() {
        return server;
    }

    /** Whether the server allows just one channel a connection. */
    boolean hasOneChannel() {
        return oneChannel;
    }

    /** Remembers that it does: some servers end the connection of who asks for another. */
    void allowsOneChannel() {
        if (!oneChannel) {
            LOG.info(
                    "sftp:{}: the server allows one channel a connection; from now on its folders"
                            + " are listed where it would be asked for single files",
                    server.name());
        }
        oneChannel = true;
    }

    /** Says that work begins, and its time with it. */
    synchronized void begin() {
        begun = System.nanoTime();
        inUse = true;
        cut = false;
    }

    /** Says that the work is over. */
    synchronized void end() {
        inUse = false;
    }

    /** Whether the work was cut off because it took too long. */
    synchronized boolean wasCut() {
        return cut;
    }

    /** Whether more than half of the time is gone; what is left to do had better begin anew. */
    synchronized boolean isHalfOver() {
        return System.nanoTime() - begun > limit.toNanos() / 2;
    }

    /** Ends work that takes too long. */
    synchronized void cutIfOverdue() {
        if (inUse && !cut && System.nanoTime() - begun > limit.toNanos()) {
            cut = true;
            hangUp();
        }
    }

    /** Closes the connection, whatever is under way. */
    synchronized void hangUp() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void connect(SocketFactory factory, String host, int port, int timeout)
            throws IOException {
        Socket fresh = new Socket();
        synchronized (this) {
            if (inUse && cut) {
                // Camel connects anew for whatever is left to do, and no second time limit ends
                // that.
                throw new ConnectException("the work that was begun has taken too long");
            }
            socket = fresh;
        }
        fresh.setTcpNoDelay(true);
        fresh.connect(new InetSocketAddress(host, port), timeout);
    }

    @Override
    public synchronized InputStream getInputStream() {
        try {
            return socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized OutputStream getOutputStream() {
        try {
            return socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized Socket getSocket() {
        return socket;
    }

    @Override
    public void close() {
        hangUp();
    }
}
