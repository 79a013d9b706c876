package io.reprieve.ledger;

/** What an endpoint of the ledger gives to a route. */
public final class LedgerItem {
    /** Exchange property: the item, while the body changes from step to step. */
    public static final String PROPERTY = "reprieveLedgerItem";

    private LedgerItem() {}
}
