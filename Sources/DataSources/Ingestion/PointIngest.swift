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
    /// What the journal cut off when it was opened.
    public var cut: PointJournal.Cut? { journal?.cut }
    /// Why bars could not be written; they are kept in memory and written with the next.
    public private(set) var barFailure: IngestError?
    /// No bar is completed by the wall clock before this; `nil` while none is open.
    public var nextDeadline: Timestamp? {
        guard let firstAhead else { return assembler.nextDeadline }
        let due = Timestamp(nanoseconds: firstAhead.nanoseconds - Timestamp.day)
        return min(assembler.nextDeadline ?? .distantFuture, due)
    }

    private var assembler: BarAssembler
    private let journal: PointJournal?
    private let bars: BarFolder?
    private let receive: Receiver
    private let keptTime: Int64?
    /// Bars that were made and not yet written, in the order of their making.
    private var unwritten: [NamedBar: CompletedBar] = [:]
    /// Bars that points are ahead for, which are made when their time has come, and the first of them.
    private var ahead: Set<BarKey> = []
    private var firstAhead: Timestamp?

    /// Bars in memory that the disk does not take or give, before points are refused too.
    private static let mostUnwritten = 100_000

    /// Opens a folder and goes on where it was left: bars that were complete are not handed on again unless points have
    /// changed them since.
    ///
    /// - Parameters:
    ///   - mapping: How points become bars.
    ///   - folder: Where bars are kept, and the points in its folder `journal`; `nil` keeps nothing.
    ///   - grace: How long the wall clock waits for points after the end of a bar, nanoseconds.
    ///   - segmentLimit: The bytes after which the journal begins a new segment.
    ///   - keptBars: How many complete bars a symbol keeps in memory.
    ///   - keptTime: How long points are kept after their bars have been made, nanoseconds; `nil` is for ever.
    ///   - now: The wall clock.
    ///   - receive: Gets the bars.
    /// - Throws: `IngestError`.
    public init(
        _ mapping: BarMapping, folder: String?, grace: Int64 = 5 * Timestamp.second, segmentLimit: Int = 16 << 20,
        keptBars: Int = 32, keptTime: Int64? = nil, now: Timestamp, receive: @escaping Receiver
    ) throws(IngestError) {
        var assembler = BarAssembler(mapping, grace: grace, keptBars: keptBars)
        self.receive = receive
        self.keptTime = keptTime
        guard let folder else {
            (bars, journal, self.assembler) = (nil, nil, assembler)
            return
        }
        assembler.hasJournal = true
        let path = folder + "/journal"
        let journal = try PointJournal(path, segmentLimit: segmentLimit) { records in
            var reader = BarAssembler(mapping)
            reader.hasJournal = true
            for record in records { record.decode { reader.add($0, received: record.received) } }
            return reader.takeKeys()
        }
        try MappingFile.hold(mapping, in: path, folder: folder)
        bars = try BarFolder(folder, length: mapping.length)
        assembler.settledThrough = journal.settledThrough
        var found: [CompletedBar] = []
        try journal.recover { written in
            assembler.segment = written.segment
            for record in written.records { record.decode { assembler.add($0, received: record.received) } }
            found += assembler.completed(now: written.records.last?.received ?? .distantPast)
            return assembler.takeKeys()
        }
        self.journal = journal
        self.assembler = assembler
        ahead = try journal.ahead()
        firstAhead = ahead.min().map { Timestamp(nanoseconds: $0.start) }
        try settle(now: now, before: found)
    }

    /// Keeps records and forwards the bars that they complete.
    ///
    /// - Parameter now: The wall clock.
    /// - Throws: `IngestError` where the journal cannot keep them, or bars have not been written for long: none is kept
    ///   then, and none counted.
    public func accept(_ records: [JournalRecord], now: Timestamp) throws(IngestError) {
        if unwritten.count + assembler.missingCount > PointIngest.mostUnwritten {
            advance(to: now)
            if let barFailure { throw barFailure }
        }
        if let journal { assembler.segment = try journal.append(records) }
        for record in records { record.decode { assembler.add($0, received: record.received) } }
        if let journal, let arrival = records.map(\.received).max() {
            let keys = assembler.takeKeys()
            journal.enter(keys, arrival: arrival)
            for (key, isAhead) in keys where isAhead {
                ahead.insert(key)
                firstAhead = min(firstAhead ?? .distantFuture, Timestamp(nanoseconds: key.start))
            }
        }
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

    /// Forwards the bars that are over by the wall clock: nothing more comes for which they would have to wait.
    ///
    /// - Parameter now: The wall clock.
    public func end(at now: Timestamp) {
        let (waited, isBeyond) = now.nanoseconds.addingReportingOverflow(assembler.grace)
        advance(to: Timestamp(nanoseconds: isBeyond ? .max : waited))
    }

    private func settle(now: Timestamp, before: [CompletedBar] = []) throws(IngestError) {
        if let firstAhead, !BarAssembler.isAhead(firstAhead, of: now) {
            let due = ahead.filter { !BarAssembler.isAhead(Timestamp(nanoseconds: $0.start), of: now) }
            ahead.subtract(due)
            self.firstAhead = ahead.min().map { Timestamp(nanoseconds: $0.start) }
            assembler.recall(due, now: now)
        }
        var made = before + assembler.completed(now: now)
        var failure: IngestError?
        let missing = assembler.missing
        if let journal, !missing.isEmpty {
            do throws(IngestError) {
                try assembler.restore { take throws(IngestError) in
                    try journal.read(missing) { record in record.decode { take($0, record.received) } }
                }
                made += assembler.completed(now: now)
            } catch {
                // Of half the points there is no bar; they are asked for again.
                failure = error
            }
        } else {
            assembler.forgetMissing(missing)
        }
        try tell(PointIngest.lastStates(of: made))
        if let failure { throw failure }
        // Only when bars have been made can there be more to settle than before.
        if !made.isEmpty { try settleSegments(now: now) }
    }

    /// Has the journal put aside the segments of which every point is in a bar that the disk has.
    private func settleSegments(now: Timestamp) throws(IngestError) {
        guard let journal, let bars else { return }
        if journal.hasUnsettled(before: .max), case let first = assembler.firstOpenSegment ?? .max,
            journal.hasUnsettled(before: first)
        {
            try bars.sync()
            try journal.settle(before: first)
            assembler.settledThrough = max(assembler.settledThrough, journal.settledThrough)
        }
        if let keptTime { try journal.letGo(before: Timestamp(nanoseconds: now.nanoseconds - keptTime)) }
    }

    /// Bars without those that come again later in the list: what a replay makes of a bar on the way is no news.
    private static func lastStates(of bars: [CompletedBar]) -> [CompletedBar] {
        var seen = Set<NamedBar>()
        return Array(bars.reversed().filter { seen.insert(NamedBar($0)).inserted }.reversed())
    }

    /// Hands bars on and keeps them: those that are kept already as they are, are neither.
    private func tell(_ made: [CompletedBar]) throws(IngestError) {
        // Told twice is better than never: those that cannot be looked up now are written with the next.
        var failure: IngestError?
        for var bar in made {
            if let bars {
                let name = NamedBar(bar)
                var former = unwritten[name]
                do throws(IngestError) {
                    if former == nil { former = try bars.bar(of: bar.symbol, start: bar.start) }
                } catch {
                    failure = error
                }
                if let former, former.hasNumbers(of: bar) { continue }
                bar.isRevision = former != nil
                unwritten[name] = bar
            }
            // First handed on, then kept: where the program ends between the two, it is handed on again, not never.
            receive(bar)
        }
        guard let bars, !unwritten.isEmpty else { return }
        if let failure { throw failure }
        try bars.keep(Array(unwritten.values))
        unwritten = [:]
    }
}
