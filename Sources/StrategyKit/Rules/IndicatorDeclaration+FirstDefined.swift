import Indicators

extension IndicatorDeclaration {
    /// The first row at which an output is defined, for inputs defined from row 0.
    ///
    /// The declaration tells it of the first output. The others of some indicators come later (the long span of
    /// Ichimoku); theirs is found by running the indicator on a zigzag, up to four times the sum of its parameters.
    func firstDefined(_ parameters: [Double], output: Int) -> Int {
        let first = firstDefined(parameters)
        guard output > 0 else { return first }
        var indicator = make(parameters)
        var inputs = [Double](repeating: 0, count: max(1, self.inputs.count))
        var outputs = [Double](repeating: .nan, count: self.outputs.count)
        let greatest = first + 16 + Int(min(1e6, parameters.reduce(0) { $0 + 4 * abs($1) }))
        for row in 0...greatest {
            let level = 100 + Double(row % 7) - Double(row % 3)
            for (place, input) in self.inputs.enumerated() {
                inputs[place] =
                    switch input {
                    case .high: level + 1
                    case .low: level - 1
                    case .volume: 1_000
                    case .sessionStart: row == 0 ? 1 : 0
                    case .series, .open, .close: level + Double(place) * Double(row % 5)
                    }
            }
            inputs.withUnsafeBufferPointer { inputs in
                outputs.withUnsafeMutableBufferPointer { indicator.update(inputs, into: $0) }
            }
            if !outputs[output].isNaN { return max(first, row) }
        }
        return greatest
    }
}
