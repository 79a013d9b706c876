package io.reprieve.connector.files;

import io.reprieve.calls.CallGate;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.importing.ImportSteps;
import io.reprieve.importing.InboxFiles;
import io.reprieve.list.ListSubmission;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * The folder of dropped lists as an endpoint of Camel's, with its schedulers. Camel's own file
 * consumer takes names for URIs and expressions, and moves a file without asking which; see
 * decision 34.
 */
public final class InboxComponent extends DefaultComponent {
    private final Parts parts;
    private final InboxScheduler scheduler;

    /** The inbox of those settings. */
    public InboxComponent(
            Settings settings, InboxFiles inbox, CallGate gate, ErrorReporter troubles) {
        Path folder = inbox.folder();
        List<Path> folders = new ArrayList<>(List.of(folder));
        settings.accounts().forEach(account -> folders.add(folder.resolve(account.name())));
        Duration minAge = settings.files().minAge();
        Waiting waiting = new Waiting(InboxFiles.readableAfter(minAge), minAge);
        this.parts =
                new Parts(
                        inbox,
                        new InboxLook(
                                folder, settings.files().doneFile().map(Marker::new), inbox::tell),
                        waiting,
                        new Departure(inbox, minAge, settings.dedupe()),
                        gate,
                        troubles,
                        settings,
                        folders);
        this.scheduler =
                new InboxScheduler(folders, settings.files().delay(), waiting::isSomethingComing);
    }

    /** Polls at the pace that is set, and at once when something has come. */
    public InboxScheduler scheduler() {
        return scheduler;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        InboxEndpoint endpoint = new InboxEndpoint(uri, this, parts);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** What a consumer works with. */
    record Parts(
            InboxFiles inbox,
            InboxLook look,
            Waiting waiting,
            Departure departure,
            CallGate gate,
            ErrorReporter troubles,
            Settings settings,
            List<Path> folders) {

        /** Whether a poll waits for files that are too young, since the next may be far away. */
        boolean isPatient() {
            return settings.filesPoll().cron().isPresent();
        }

        void recover() throws IOException {
            for (Path folder : folders) {
                if (Files.isDirectory(folder)) {
                    departure.recover(folder);
                }
            }
        }

        void leave(ListSubmission list, Path wanted, Exchange exchange) throws IOException {
            boolean isAccepted = exchange.getProperty(ImportSteps.JOB) != null;
            departure.leave(list, wanted, isAccepted);
            if (settings.files().doneFile().isPresent()) {
                deleteMarker(new Marker(settings.files().doneFile().get()), list.path());
            }
        }

        /** One that several lists share goes with the last of them. */
        private void deleteMarker(Marker marker, Path list) throws IOException {
            Path folder = list.getParent();
            boolean isLast =
                    marker.isOwn()
                            || look.look().stream()
                                    .noneMatch(file -> file.path().getParent().equals(folder));
            if (isLast && !Files.exists(list)) {
                Files.deleteIfExists(marker.of(list));
            }
        }
    }

    /** The inbox. */
    static final class InboxEndpoint extends ScheduledPollEndpoint {
        private final Parts parts;

        InboxEndpoint(String uri, InboxComponent component, Parts parts) {
            super(uri, component);
            this.parts = parts;
        }

        Parts parts() {
            return parts;
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            InboxConsumer consumer = new InboxConsumer(this, processor);
            configureConsumer(consumer);
            return consumer;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("Lists are dropped into the inbox as files.");
        }
    }
}
