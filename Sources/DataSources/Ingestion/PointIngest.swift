public import Core
import LineProtocol

/// Takes points in: keeps them, makes bars of them, keeps the bars and hands them on.
///
/// What `accept` was given and returned from is on the disk. What it threw for is not, and whoever sent it sends it again.
/// It is used by one thread at a time.
///
///     let ingest = try PointIngest(BarMapping(measurement: "trade", …), folder: "bars", now: now) { bar in … }
///     try ingest.accept([record], now: now)
///
/// - Verified by: `PointIngestTests`, `ListenTests`.
public final class PointIngest {
    /// Gets each bar when it is complete, and again when late points have changed it: the seam for whoever acts on bars.
    public typealias Receiver = (CompletedBar) -> Void

    /// Points and bars so far.
    public var counts: BarAssembler.Counts { assembler.counts }
    /// Points that came too late for a bar, with no journal to restore it from.
    public private(set) var lostLatePoints = 0
    /// What the journal cut off when it was opened.
    public var cut: PointJournal.Cut? { journal?.cut }
    /// Why bars could not be written; they are kept in memory and written with the next.
    public private(set) var barFailure: IngestError?
    /// When the wall clock will complete a bar next.
    public var nextDeadline: Timestamp? { assembler.nextDeadline }

    private var assembler: BarAssembler
    private var journal: PointJournal?
    private let bars: BarFolder?
    private let receive: Receiver
    private var unwritten: [CompletedBar] = []

    /// Opens a folder and goes on where it was left: bars that were complete are not handed on again unless points have
    /// changed them since.
    ///
    /// - Parameters:
    ///   - mapping: How points become bars.
    ///   - folder: Where bars are kept, and the points in its folder `journal`; `nil` keeps nothing.
    ///   - grace: How long the wall clock waits for points after the end of a bar, nanoseconds.
    ///   - segmentLimit: The bytes after which the journal begins a new segment.
    ///   - now: The wall clock.
    ///   - receive: Gets the bars.
    /// - Throws: `IngestError`.
    public init(
        _ mapping: BarMapping, folder: String?, grace: Int64 = 5 * Timestamp.second, segmentLimit: Int = 64 << 20,
        now: Timestamp, receive: @escaping Receiver
    ) throws(IngestError) {
        assembler = BarAssembler(mapping, grace: grace)
        self.receive = receive
        guard let folder else {
            bars = nil
            return
        }
        let kept = try BarFolder(folder, length: mapping.length)
        bars = kept
        var assembler = assembler
        var found: [CompletedBar] = []
        let path = folder + "/journal"
        let opened = try PointJournal(path, segmentLimit: segmentLimit) { record in
            record.decode { assembler.add($0, received: record.received) }
            found += assembler.completed(now: record.received)
        }
        journal = opened
        self.assembler = assembler
        try settle(now: now, before: found)
    }

    /// Keeps records and forwards the bars that they complete.
    ///
    /// - Parameter now: The wall clock.
    /// - Throws: `IngestError` where the journal cannot keep them: none is kept then, and none counted.
    public func accept(_ records: [JournalRecord], now: Timestamp) throws(IngestError) {
        try journal?.append(records)
        for record in records { record.decode { assembler.add($0, received: record.received) } }
        advance(to: now)
    }

    /// Forwards the bars that are complete by the wall clock.
    public func advance(to now: Timestamp) {
        do throws(IngestError) {
            try settle(now: now)
            barFailure = nil
        } catch {
            barFailure = error
        }
    }

    private func settle(now: Timestamp, before: [CompletedBar] = []) throws(IngestError) {
        var made = before + assembler.completed(now: now)
        var failure: IngestError?
        if !assembler.missing.isEmpty {
            if let journal {
                let restored = assembler.restore { take in
                    do throws(IngestError) {
                        try journal.replay { record in record.decode { take($0, record.received) } }
                    } catch {
                        failure = error
                    }
                }
                // Of half the points there is no bar; a restart reads them all.
                if failure == nil { made += restored }
            } else {
                lostLatePoints += assembler.forgetMissing()
            }
        }
        try tell(PointIngest.lastStates(of: made))
        if let failure { throw failure }
    }

    /// Bars without those that come again later in the list: what a replay makes of a bar on the way is no news.
    private static func lastStates(of bars: [CompletedBar]) -> [CompletedBar] {
        struct Key: Hashable {
            var symbol: String
            var start: Timestamp
        }
        var seen = Set<Key>()
        return Array(
            bars.reversed().filter { seen.insert(Key(symbol: $0.symbol, start: $0.start)).inserted }.reversed())
    }

    /// Hands bars on and keeps them: those that are kept already as they are, are neither.
    private func tell(_ made: [CompletedBar]) throws(IngestError) {
        let left = unwritten
        for var bar in made {
            if let bars {
                let waiting = left.last { $0.symbol == bar.symbol && $0.start == bar.start }
                let former = waiting ?? bars.bar(of: bar.symbol, start: bar.start)
                if let former, former.hasNumbers(of: bar) { continue }
                bar.isRevision = former != nil
                unwritten.append(bar)
            }
            // First handed on, then kept: where the program ends between the two, it is handed on again, not never.
            receive(bar)
        }
        guard let bars, !unwritten.isEmpty else { return }
        try bars.keep(unwritten)
        unwritten = []
    }
}
