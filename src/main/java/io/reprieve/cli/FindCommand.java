package io.reprieve.cli;

import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.Ledger.Found;
import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What came of one id. */
@Command(
        name = "find",
        mixinStandardHelpOptions = true,
        description =
                "Shows the newest job that an id stands in, and what came of it there. A DUPLICATE names"
                        + " the job that released it.")
final class FindCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "An id as it stands in a list.")
    private String id;

    @Option(
            names = "--account",
            defaultValue = Account.DEFAULT,
            paramLabel = "NAME",
            description = "The account it belongs to. Default: ${DEFAULT-VALUE}.")
    private String account;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws UsageException {
        Settings settings = options.loadWithoutAccounts();
        List<Found> found = new ArrayList<>();
        try (Ledger ledger = Ledgers.open(settings)) {
            found.addAll(ledger.find(account, id));
        }
        if (found.isEmpty()) {
            System.out.println("No list had this id.");
        }
        found.forEach(FindCommand::print);
        return ExitCodes.DONE;
    }

    private static void print(Found place) {
        String outcome =
                place.row() == null
                        ? place.state()
                        : place.row().result().outcome()
                                + (place.row().result().reason().isEmpty() ? "" : ": ")
                                + place.row().result().reason()
                                + ", "
                                + place.row().settledAt();
        System.out.printf("%s line %d: %s%n", place.job(), place.line(), outcome);
    }
}
