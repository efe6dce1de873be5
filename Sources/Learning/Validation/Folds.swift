/// The folds of some samples, each made when it is asked for, so that hundreds of them take no memory.
public struct Folds: RandomAccessCollection, Sendable {
    let inputs: SampleInputs
    /// What is trained on and tested in each, by the places of the samples that were split.
    public let splits: [Split]

    init(inputs: SampleInputs, splits: [Split]) {
        self.inputs = inputs
        self.splits = splits
    }

    /// Zero.
    public var startIndex: Int { 0 }
    /// The number of folds.
    public var endIndex: Int { splits.count }

    /// A fold.
    public subscript(index: Int) -> Fold {
        let split = splits[index]
        return Fold(
            split: split, training: TrainingSamples(inputs: selected(split.training.members)),
            test: TestSamples(inputs: selected(split.test.flatMap { Array($0) })))
    }

    private func selected(_ numbers: [Int]) -> SampleInputs {
        var places = numbers
        for index in places.indices { places[index] = inputs.places[numbers[index]] }
        return inputs.selecting(places)
    }
}
