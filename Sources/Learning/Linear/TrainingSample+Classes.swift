extension TrainingSample {
    /// The different labels of samples that count, ascending.
    ///
    /// - Throws: `LearningError.oneClass` where there is only one.
    func classes() throws(LearningError) -> [Double] {
        var found: Set<Double> = []
        for index in labels.indices where weights?[index] ?? 1 > 0 { found.insert(labels[index]) }
        let classes = found.sorted()
        if classes.count == 1 { throw .oneClass(label: classes[0]) }
        return classes
    }
}
