import Core
public import HTTPClient
import TimeSeries

/// Collects bars or quotes from an HTTP endpoint.
///
/// For each symbol it asks from the last two bars of the destination on, or from the plan's start; reads, mends or
/// refuses by the policies that loads of files use; leaves out the bar that is not over; writes what is new or has
/// changed. The destination is all of its state: it may be killed at any time and started again.
public struct BarCollector: Sendable {
    let plan: CollectPlan
    let client: HTTPClient
    let destination: any BarDestination
    let clock: CollectClock
    let cancellation: Cancellation
    let requests: EndpointRequests
    let reader: AnswerReader
    var pace: RequestPace

    /// A collector.
    ///
    /// - Throws: `CollectError.secret` or `.address` where requests cannot be made.
    public init(
        _ plan: CollectPlan, client: HTTPClient, destination: any BarDestination, clock: CollectClock = .system,
        cancellation: Cancellation = Cancellation()
    ) throws(CollectError) {
        self.plan = plan
        self.client = client
        self.destination = destination
        self.clock = clock
        self.cancellation = cancellation
        requests = try EndpointRequests(plan.endpoint, every: plan.every, zone: plan.calendar.zone)
        reader = AnswerReader(
            mapping: plan.endpoint, every: plan.every, calendar: plan.calendar, calendarName: plan.calendarName)
        pace = RequestPace(plan.endpoint.rate)
    }

    /// Collects every symbol once.
    ///
    /// - Parameter report: Told of each symbol when it is done.
    /// - Returns: How many symbols failed, or had bars that the destination does not take; those that a cancellation left
    ///   out do not count.
    public mutating func collectAll(report: (CollectEvent) -> Void) -> Int {
        var failures = 0
        for symbol in plan.symbols {
            do throws(CollectError) {
                let outcome = try collect(symbol)
                report(.collected(outcome))
                if let fault = outcome.fault { throw fault }
                if !outcome.changes.rejected.isEmpty { failures += 1 }
            } catch {
                if error == .cancelled || cancellation.isCancelled { return failures }
                failures += 1
                report(.failed(symbol: symbol, error))
            }
        }
        return failures
    }

    /// Collects every symbol at every time of a schedule, the first at once, until it is cancelled.
    public mutating func collectAll(on schedule: CollectSchedule, report: (CollectEvent) -> Void) {
        while !cancellation.isCancelled {
            _ = collectAll(report: report)
            let next = schedule.next(after: clock.now())
            // In short steps: a machine that slept, or whose clock was set, goes on in time.
            while !cancellation.isCancelled {
                let left = next - clock.now()
                if left <= 0 { break }
                clock.wait(min(1, Double(left) / 1e9), cancellation)
            }
        }
    }

    /// Collects one symbol.
    ///
    /// - Returns: What became of it; where a request of several failed, `fault` says why, and what came before is written.
    /// - Throws: `CollectError` where nothing is written.
    public mutating func collect(_ symbol: String) throws(CollectError) -> CollectOutcome {
        let kept = try destination.lastBars(of: symbol, count: 2)
        let now = clock.now()
        if let last = kept.last { try checkClock(last.stamp, of: destination.name(of: symbol), now) }
        let wanted = kept.first.map { instant(ofStamp: $0.stamp) } ?? plan.start ?? now
        let earliest = plan.endpoint.length(plan.every)?.reach.map { now + -$0 } ?? wanted
        // Of a server whose clock is ahead, the last quote may lie a little after now.
        let start = kept.isEmpty ? max(wanted, earliest) : min(max(wanted, earliest), now)
        let answer = received(symbol, from: start)
        if answer.rows.count == 0, let fault = answer.fault { throw fault }
        var rows = answer.rows
        // No row before the first that was kept, or of one instant of quotes again.
        if let first = kept.first?.stamp, rows.count > 0 {
            rows.keep(rows.stamps.indices.filter { rows.stampKind == .ends || rows.stamps[$0] >= first })
        }
        let received = rows.count
        let (bars, counts, unfinished) = try bars(of: &rows, symbol: symbol)
        try checkScale(of: bars, against: kept, symbol: symbol)
        return CollectOutcome(
            symbol: symbol, kind: plan.kind, received: received,
            changes: try destination.write(bars.filter { $0.stamp >= kept.first?.stamp ?? .min }, of: symbol),
            unfinished: unfinished, counts: counts, reach: start > wanted ? start : nil,
            before: received == 0 ? answer.before.map { ($0.count, Timestamp(nanoseconds: $0.last)) } : nil,
            fault: answer.fault)
    }

    /// The instant at which a bar begins for a request; of a date, its midnight in the calendar's zone.
    func instant(ofStamp stamp: Int64) -> Timestamp {
        let instant = Timestamp(nanoseconds: stamp)
        return plan.kind == .sessions ? plan.calendar.zone.instant(ofLocal: instant) : instant
    }

    /// Mends rows and makes bars of them, without those that are not over.
    private func bars(
        of rows: inout BarRows, symbol: String
    ) throws(CollectError) -> (bars: [CollectedBar], counts: RepairCounts, unfinished: Int) {
        guard rows.count > 0 else { return ([], RepairCounts(), 0) }
        dropLiveRow(&rows)
        var counts: RepairCounts
        do throws(RepairFailure) {
            counts = try rows.repair(plan.policies, calendar: plan.calendar)
        } catch {
            let problem = DataError.BarProblem(error, symbol: symbol, calendar: plan.calendar)
            throw .data(.bars(path: plan.endpoint.name, line: 0, problem))
        }
        guard plan.kind != .quotes else {
            if let last = rows.stamps.last { try checkClock(last, of: plan.endpoint.name, clock.now()) }
            return (rows.bars(stamps: rows.stamps), counts, 0)
        }
        try checkLength(rows)
        var length: Int64 = 0
        if case .intraday(let nanoseconds) = plan.every { length = nanoseconds }
        let bounds = rows.bounded(length: length, calendar: plan.calendar)
        let now = clock.now().nanoseconds
        // The end of a bar that a session's close cuts is the close.
        let whole = rows.stamps.indices.prefix { bounds.end[$0] <= now }
        let series = BarSeries(
            instrument: Instrument(symbol: symbol), calendar: plan.calendar, content: rows.content,
            start: Array(bounds.start[whole]), end: Array(bounds.end[whole]), open: Array(rows.open[whole]),
            high: Array(rows.high[whole]), low: Array(rows.low[whole]), close: Array(rows.close[whole]),
            volume: Array(rows.volume[whole]))
        let gaps = series.gaps(barLength: plan.kind == .sessions ? nil : length)
        counts.gapsKept = gaps.count
        if plan.policies.gaps == .error, let gap = gaps.stretches.first {
            throw .data(
                .bars(
                    path: plan.endpoint.name, line: 0,
                    .gap(
                        symbol: symbol, after: Timestamp(nanoseconds: series.end[gap.after]).description,
                        before: Timestamp(nanoseconds: series.start[gap.after + 1]).description, count: gaps.count)))
        }
        let stamps = rows.stampKind == .ends ? bounds.start : rows.stamps
        return (Array(rows.bars(stamps: stamps)[whole]), counts, rows.count - whole.count)
    }
}

extension BarRows {
    /// The rows as bars under other stamps.
    fileprivate func bars(stamps: [Int64]) -> [CollectedBar] {
        stamps.indices.map { row in
            CollectedBar(
                stamp: stamps[row], open: open[row], high: high[row], low: low[row], close: close[row],
                volume: volume[row])
        }
    }
}
