import Indicators

/// What every indicator of the catalogue must pass, on any columns.
struct IndicatorConformance {
    /// The indicator.
    let declaration: IndicatorDeclaration
    /// Its parameters.
    let parameters: [Double]

    /// What the streaming form gives bar by bar.
    ///
    /// Shape `[outputs][n]`.
    func streamed(_ inputs: [[Double]]) -> [[Double]] {
        var indicator = declaration.make(parameters)
        let count = inputs.first?.count ?? 0
        var result = [[Double]](repeating: [], count: declaration.outputs.count)
        var outputs = [Double](repeating: 0, count: declaration.outputs.count)
        for row in 0..<count {
            let bar = inputs.map { $0[row] }
            bar.withUnsafeBufferPointer { source in
                outputs.withUnsafeMutableBufferPointer { indicator.update(source, into: $0) }
            }
            for place in outputs.indices { result[place].append(outputs[place]) }
        }
        return result
    }

    /// The columns.
    func columns(_ inputs: [[Double]]) -> [[Double]] { declaration.columns(parameters, inputs) }

    /// The first place where two sets of columns are not the same to the last bit, over the rows that both have.
    func firstDifference(_ a: [[Double]], _ b: [[Double]]) -> String? {
        guard a.count == b.count else { return "\(a.count) outputs against \(b.count)" }
        for (output, pair) in zip(declaration.outputs, zip(a, b)) {
            for (row, values) in zip(pair.0, pair.1).enumerated() {
                let (one, two) = values
                if one.isNaN && two.isNaN { continue }
                if one.bitPattern != two.bitPattern {
                    return "\(declaration.name)\(parameters).\(output) row \(row): \(one) against \(two)"
                }
            }
        }
        return nil
    }

    /// The catalogue with default, smallest and random parameters.
    static func all(seed: UInt64, longest: Int = 30) -> [IndicatorConformance] {
        var random = SplitMix(state: seed)
        return IndicatorCatalogue.all.flatMap { declaration in
            let defaults = declaration.parameters.map(\.defaultValue)
            let smallest = declaration.parameters.map { $0.isInteger ? $0.range.lowerBound : $0.defaultValue }
            let others = declaration.parameters.map { parameter -> Double in
                guard parameter.isInteger else { return parameter.defaultValue }
                let low = Int(parameter.range.lowerBound)
                return Double(random.whole(low...min(Int(parameter.range.upperBound), low + longest)))
            }
            return [defaults, smallest, others].map {
                IndicatorConformance(declaration: declaration, parameters: $0)
            }
        }
    }
}
