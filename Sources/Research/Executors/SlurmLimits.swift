/// What a cluster allows, as `scontrol show config` says it.
struct SlurmLimits: Hashable {
    /// One more than the greatest index of an array (`MaxArraySize`).
    var arraySize: Int
    /// How many jobs the controller knows at most, each task of an array being one (`MaxJobCount`).
    var jobCount: Int

    /// Reads them; a figure that is missing is Slurm's default.
    ///
    /// - Throws: `QueueError.unusable` where there are no arrays.
    init(_ text: String) throws(QueueError) {
        (arraySize, jobCount) = (1_001, 10_000)
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
            guard parts.count == 2, let value = Int(parts[1]) else { continue }
            if parts[0] == "MaxArraySize" { arraySize = value }
            if parts[0] == "MaxJobCount" { jobCount = value }
        }
        guard arraySize > 1 else {
            throw .unusable("the cluster has no job arrays (MaxArraySize is \(arraySize)); use --executor command")
        }
    }

    /// How many tasks are in the queue at a time: the controller knows ended ones for a while, and those of others.
    var most: Int { max(1, jobCount / 2) }

    /// The first of some chunks that go into one array: indices begin anew where an array would end.
    ///
    /// - Parameter chunks: In ascending order, not empty.
    /// - Returns: What is added to an index to get its chunk, and the chunks.
    func array(of chunks: [Int]) -> (offset: Int, chunks: [Int]) {
        let window = chunks[0] / arraySize
        return (window * arraySize, Array(chunks.prefix { $0 / arraySize == window }))
    }
}
