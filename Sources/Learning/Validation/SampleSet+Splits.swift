public import Core

extension SampleSet {
    /// The folds of a splitter; each is made when it is asked for.
    ///
    /// - Throws: `LearningError` as the splitter.
    public func folds(_ splitter: some Splitter) throws(LearningError) -> Folds {
        Folds(
            inputs: SampleInputs(set: self, places: Array(0..<count)), splits: try splitter.splits(of: spans))
    }

    /// All samples whose label has ended at or before an instant: what a model that predicts from then on may know
    /// (S67).
    ///
    /// - Parameters:
    ///   - instant: On the axis of the samples' times.
    ///   - longest: The newest steps alone; `nil` for all.
    /// - Throws: `LearningError.tooFewSamples` where there are none; `.parameter` for `longest` below 1.
    public func known(at instant: Int64, longest: Int? = nil) throws(LearningError) -> TrainingSamples {
        let known = try knownPlaces(at: instant, longest: longest)
        guard !known.isEmpty else {
            throw .tooFewSamples(found: 0, needed: 1, purpose: "training with labels that ended by \(instant)")
        }
        return TrainingSamples(inputs: SampleInputs(set: self, places: known.members))
    }

    /// The places of the samples whose label has ended at or before an instant, of the newest `longest` steps among them.
    ///
    /// - Throws: `LearningError.parameter` for `longest` below 1.
    /// - Complexity: O(log `count`), what lies within the longest label before the instant, and the samples of `longest`.
    func knownPlaces(at instant: Int64, longest: Int?) throws(LearningError) -> RangeSet<Int> {
        if let longest, longest < 1 {
            throw .parameter(name: "the training period", found: "\(longest)", allowed: "1 step or more")
        }
        let last = spans.starts.firstPlace { $0 > instant }
        let (settled, isBelowAll) = instant.subtractingReportingOverflow(spans.longest)
        let sure = isBelowAll ? 0 : min(last, spans.starts.firstPlace { $0 > settled })
        var known = RangeSet(0..<sure)
        for place in sure..<last where spans.ends[place] <= instant { known.insert(contentsOf: place..<place + 1) }
        guard let longest else { return known }
        // Steps are counted among the samples that may be known.
        var (steps, first, start) = (0, 0, Int64.min)
        newest: for range in known.ranges.reversed() {
            for place in range.reversed() {
                if steps == 0 || spans.starts[place] != start {
                    if steps == longest { break newest }
                    (steps, start) = (steps + 1, spans.starts[place])
                }
                first = place
            }
        }
        known.remove(contentsOf: 0..<first)
        return known
    }

    /// The samples whose label ended after one instant and at or before another: what has become known in between, for a
    /// model that is updated (S67); `nil` where there are none.
    ///
    /// - Complexity: O(log `count`) and what lies within the longest label of the stretch.
    public func known(at instant: Int64, after earlier: Int64) -> TrainingSamples? {
        let (earliest, isBelowAll) = earlier.subtractingReportingOverflow(spans.longest)
        let candidates = (isBelowAll ? 0 : spans.starts.firstPlace { $0 > earliest })..<count
        let places = candidates.prefix { spans.starts[$0] <= instant }
            .filter { spans.ends[$0] > earlier && spans.ends[$0] <= instant }
        return places.isEmpty ? nil : TrainingSamples(inputs: SampleInputs(set: self, places: places))
    }

    /// The windows that end at some rows of an instrument, whether they have a label or not: what is predicted live.
    ///
    /// - Parameters:
    ///   - instrument: One of the set's.
    ///   - rows: Rows of its data, each the last of a window.
    /// - Throws: `LearningError.parameter` for an instrument that the set has not; `.tooFewSamples` for a window that
    ///   begins before the data; `.featureMissing` for one with a feature that is not finite.
    public func inputs(of instrument: InstrumentIndex, rows: [Int]) throws(LearningError) -> SampleInputs {
        guard let index = instruments.firstIndex(of: instrument) else {
            throw .parameter(
                name: "instrument", found: "\(instrument.place)",
                allowed: instruments.map { "\($0.place)" }.joined(separator: ", "))
        }
        let held = table.held[index]
        var columns = SampleColumns()
        for row in rows {
            guard row - window + 1 >= held.lowerBound, row < held.upperBound else {
                throw .tooFewSamples(
                    found: held.count, needed: max(window, row + 1),
                    purpose: "a window of \(window) that ends at row \(row)")
            }
            let first = table.offset(instrument: index, row: row - window + 1)
            for place in first..<first + window * table.width where !table.values[place].isFinite {
                let (line, column) = (place - first).quotientAndRemainder(dividingBy: table.width)
                throw .featureMissing(
                    instrument: instrument.place, row: row - window + 1 + line, feature: table.names[column])
            }
            columns.instruments.append(Int32(truncatingIfNeeded: index))
            columns.rows.append(Int32(truncatingIfNeeded: row))
        }
        return SampleInputs(
            table: table, columns: columns, window: window, instrumentIndices: instruments,
            places: Array(rows.indices))
    }
}
