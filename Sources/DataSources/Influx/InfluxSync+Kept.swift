import Core
import InfluxDB

/// What of the rows comes from the cache.
extension InfluxSync {
    /// A range of a holding, and what is taken of it.
    private struct Use {
        var holding: InfluxHolding
        var range: Range<Timestamp>
        var shares: [InfluxCover.Share]
    }

    /// What is finished and there; what has changed on the server is asked for anew.
    mutating func finishedParts(
        _ cover: inout InfluxCover, _ whole: Range<Timestamp>, verified: Range<Timestamp>?, _ first: Timestamp
    ) throws(DataError) -> [Part] {
        // What was asked for as it is now, then all, then what holds some of it.
        let wanted = options.symbols
        func rank(_ holding: InfluxHolding) -> Int {
            if holding.symbols == wanted { return 0 }
            return holding.symbols.isEmpty || Set(holding.symbols).isSuperset(of: wanted) ? 1 : 2
        }
        var uses: [Use] = []
        for level in 0...2 {
            for holding in kept.holdings where rank(holding) == level && holding.mayServe(wanted) {
                for (range, isFinished) in holding.ranges where isFinished && range.overlaps(whole) {
                    let shares = cover.take(range, of: holding.symbols)
                    if !shares.isEmpty { uses.append(Use(holding: holding, range: range, shares: shares)) }
                }
            }
        }
        let areVerified = uses.map { verified?.overlaps($0.range) ?? false }
        let changed = try changes(of: uses, except: areVerified)
        var parts: [Part] = []
        for (place, use) in uses.enumerated() {
            guard let old = kept.rows(use.holding, use.range) else {
                cover.giveBack(use.shares)
                continue
            }
            guard areVerified[place] || changed.contains(place) else {
                parts += self.parts(of: old, use, isKept: true)
                continue
            }
            do throws(InfluxError) {
                let rows = try fetched(use.range, use.holding.symbols, use.holding.first ?? first)
                if areVerified[place] {
                    report.rangesVerified += 1
                    report.compare(old, with: rows)
                }
                parts += self.parts(of: rows, use, isKept: false)
            } catch {
                guard error.isOfNobody, verified == nil else { throw .database(path: options.path, .failed(error)) }
                absence = error
                parts += self.parts(of: old, use, isKept: true)
            }
        }
        return parts
    }

    private mutating func parts(of rows: InfluxRows, _ use: Use, isKept: Bool) -> [Part] {
        var parts: [Part] = []
        for (place, share) in use.shares.enumerated() {
            var part = rows.only(share.symbols).cut(to: share.range)
            part.strayRows = place == 0 && share.symbols == nil ? rows.strayRows : 0
            parts.append((share.range, part))
        }
        guard isKept else { return parts }
        report.rangesKept += 1
        for (_, part) in parts {
            for (symbol, count) in zip(part.symbols, part.counts) { report.with(symbol) { $0.kept += count } }
        }
        if let fetched = use.holding.fetched { report.keptAsOf = min(report.keptAsOf ?? fetched, fetched) }
        return parts
    }

    /// Which of some ranges the server has otherwise than it had when they were kept.
    private mutating func changes(of uses: [Use], except areVerified: [Bool]) throws(DataError) -> Set<Int> {
        guard absence == nil else { return [] }
        // Of a holding of all, only those that are wanted count.
        var groups: [(symbols: [String], places: [Int])] = []
        for (place, use) in uses.enumerated() where !areVerified[place] {
            let held = Set(use.holding.symbols)
            let symbols = options.symbols.filter { held.isEmpty || held.contains($0) }
            if let group = groups.firstIndex(where: { $0.symbols == symbols }) {
                groups[group].places.append(place)
            } else {
                groups.append((symbols, [place]))
            }
        }
        var changed: Set<Int> = []
        do throws(InfluxError) {
            for (symbols, places) in groups {
                guard let found = try questions.checks(symbols, places.map { uses[$0].range }) else {
                    kept.say(
                        "\(options.path): the server does not add up what it has: whether what is kept has changed is "
                            + "told by backtest data fetch --verify alone")
                    continue
                }
                for (place, now) in zip(places, found) {
                    guard let then = kept.checks(uses[place].holding, uses[place].range) else { continue }
                    let names = symbols.isEmpty ? Array(Set(then.keys).union(now.keys)) : symbols
                    let isSame = names.allSatisfy { name in
                        switch (then[name], now[name]) {
                        case (nil, nil): true
                        case (let a?, let b?): a.agrees(with: b)
                        default: false
                        }
                    }
                    if !isSame { changed.insert(place) }
                }
            }
        } catch {
            guard error.isOfNobody else { throw .database(path: options.path, .failed(error)) }
            absence = error
        }
        report.rangesChanged += changed.count
        if let first = changed.map({ uses[$0].range.lowerBound }).min(),
            let last = changed.map({ uses[$0].range.upperBound }).max()
        {
            kept.say(
                "\(options.path): what was kept of \(first) to \(last) has changed on the server since; it is asked for "
                    + "anew")
        }
        return changed
    }

    /// What the cache has of pieces that were open when they were asked for, where the server does not answer.
    mutating func standIns(
        _ cover: inout InfluxCover, _ whole: Range<Timestamp>, because absence: InfluxError
    ) throws(DataError) -> [Part] {
        var parts: [Part] = []
        for holding in kept.holdings where holding.mayServe(options.symbols) {
            for (range, isFinished) in holding.ranges where !isFinished && range.overlaps(whole) {
                let shares = cover.take(range, of: holding.symbols)
                guard !shares.isEmpty else { continue }
                let use = Use(holding: holding, range: range, shares: shares)
                if let rows = kept.rows(holding, range) {
                    parts += self.parts(of: rows, use, isKept: true)
                } else {
                    cover.giveBack(shares)
                }
            }
            // Before its first row an instrument has none.
            if options.since == nil, let first = holding.first {
                _ = cover.take(whole.lowerBound..<max(whole.lowerBound, first), of: holding.symbols)
            }
        }
        guard cover.doneCount == cover.pieces.count else { throw .database(path: options.path, .failed(absence)) }
        guard !report.isOffline else { return parts }
        report.isOffline = true
        let asOf = report.keptAsOf.map { ", \($0)" } ?? ""
        report.notes.append(
            "\(options.path): the server does not answer; all bars come from the cache, as they were when it was asked "
                + "last\(asOf)")
        return parts
    }
}
