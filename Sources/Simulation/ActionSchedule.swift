import Core
import TimeSeries

/// The corporate actions of a run that are still to come, and the dividends that are booked and not paid.
struct ActionSchedule {
    /// One action of one instrument.
    struct Entry {
        var place: Int
        var action: CorporateAction
    }

    /// A dividend that is owed to the account, or by it where the amount is below zero.
    struct Payment {
        var instant: Timestamp
        var place: Int
        var amount: Cash
        /// What of it belongs to each of several strategies; empty where there is only one.
        var parts: [Cash] = []
    }

    private var entries: [Entry] = []
    private var next = 0
    /// Payments to come, in order of time, then of booking.
    private(set) var payments: [Payment] = []
    /// For each instrument whether trading in it has ended; empty where none ever ends.
    private(set) var isDelisted: [Bool] = []

    /// All actions of a panel, by instant; at one instant delistings, which end the session before, come first, then the
    /// rest by instrument, dividends before splits.
    init(_ panel: Panel) {
        for (place, series) in panel.series.enumerated() {
            for action in series.actions {
                // Before an instrument's first bar nothing of it is held and nothing of it is known.
                let isEarly = series.start.first.map { action.instant.nanoseconds <= $0 } ?? true
                if action.isDelisting || !isEarly { entries.append(Entry(place: place, action: action)) }
            }
        }
        entries.sort { a, b in
            let (x, y) = (a.action, b.action)
            return (x.instant, x.isDelisting ? 0 : 1, a.place, x.rank)
                < (y.instant, y.isDelisting ? 0 : 1, b.place, y.rank)
        }
        if entries.contains(where: \.action.isDelisting) { isDelisted = Array(repeating: false, count: panel.count) }
    }

    /// The instant of what comes next, nanoseconds UTC; the greatest number where nothing does.
    var nextInstant: Int64 {
        min(payments.first?.instant.nanoseconds ?? .max, nextEntry?.action.instant.nanoseconds ?? .max)
    }

    /// The action that comes next, payments aside.
    var nextEntry: Entry? { next < entries.count ? entries[next] : nil }

    /// Whether a payment comes next: at an instant payments go before actions.
    var isPaymentNext: Bool {
        guard let payment = payments.first else { return false }
        return nextEntry.map { payment.instant <= $0.action.instant } ?? true
    }

    /// Whether a delisting comes next.
    var isDelistingNext: Bool { !isPaymentNext && nextEntry?.action.isDelisting == true }

    /// Takes the next action out.
    mutating func takeEntry() -> Entry? {
        guard let entry = nextEntry else { return nil }
        next += 1
        return entry
    }

    /// Takes the next payment out.
    mutating func takePayment() -> Payment? { payments.isEmpty ? nil : payments.removeFirst() }

    /// Takes the delistings up to an instant out, whatever else comes before them.
    mutating func takeDelistings(through instant: Timestamp) -> [Entry] {
        let due = entries[next...].filter { $0.action.isDelisting && $0.action.instant <= instant }
        guard !due.isEmpty else { return [] }
        let rest = entries[next...].filter { !($0.action.isDelisting && $0.action.instant <= instant) }
        entries = rest
        next = 0
        return due
    }

    /// Puts a payment in its place.
    mutating func book(_ payment: Payment) {
        let place = payments.firstIndex { $0.instant > payment.instant } ?? payments.count
        payments.insert(payment, at: place)
    }

    /// Notes that trading in an instrument has ended.
    mutating func endTrading(in place: Int) { isDelisted[place] = true }
}
