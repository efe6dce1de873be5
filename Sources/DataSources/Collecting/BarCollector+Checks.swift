import Core
import TimeSeries

/// What is wrong with rows though each can be read.
extension BarCollector {
    /// Closes that differ by more than this factor are of another scale: no exchange revises a price so far.
    static let greatestRevision = 1.25

    /// How far clocks may differ.
    static let tolerance = Timestamp.minute

    /// Stops with a time that is still to come: nothing later would be asked for any more.
    func checkClock(_ stamp: Int64, of place: String, _ now: Timestamp) throws(CollectError) {
        guard instant(ofStamp: stamp) > now + BarCollector.tolerance else { return }
        throw .ahead(place: place, stamp: plan.kind.text(ofStamp: stamp), now: now.description)
    }

    /// Leaves out the row of the present price that some endpoints add within the last bar.
    func dropLiveRow(_ rows: inout BarRows) {
        guard plan.endpoint.endsWithLiveRow, rows.count > 1 else { return }
        let last = rows.count - 1
        let step = rows.stamps[last] - rows.stamps[last - 1]
        switch (plan.kind, plan.every) {
        case (.sessions, _) where step == 0: rows.keep(Array(0..<(last - 1)) + [last])
        case (.bars, .intraday(let length)) where step > 0 && step < length: rows.keep(Array(0..<last))
        default: break
        }
    }

    /// Refuses rows of shorter bars than were asked for: each would end where the next begins.
    func checkLength(_ rows: BarRows) throws(CollectError) {
        guard plan.kind == .bars, case .intraday(let length) = plan.every, let step = rows.usualLength() else { return }
        // Single ones may be short: an hour that an open cuts.
        let short = zip(rows.stamps, rows.stamps.dropFirst()).count { $1 - $0 < length }
        guard short * 2 > rows.count - 1 else { return }
        throw .answer(
            url: plan.endpoint.name,
            .closerThanBars(step: "\(Timeframe.intraday(nanoseconds: step))", length: "\(plan.every)"))
    }

    /// Refuses bars that were complete and are now of another scale: a split has been adjusted for at the source, and
    /// rows of two scales must not stand in one file.
    func checkScale(
        of bars: [CollectedBar], against kept: [CollectedBar], symbol: String
    ) throws(CollectError) {
        guard plan.kind != .quotes else { return }
        for old in kept {
            guard let new = bars.first(where: { $0.stamp == old.stamp }) else { continue }
            let ratio = new.close / old.close
            if ratio > BarCollector.greatestRevision || ratio < 1 / BarCollector.greatestRevision {
                throw .rescaled(
                    path: destination.name(of: symbol), stamp: plan.kind.text(ofStamp: old.stamp),
                    before: old.close, now: new.close, remedy: destination.renewal)
            }
        }
    }
}
