import Research
import Synchronization

/// What a training told of its progress.
final class StageLog: Sendable {
    private let told = Mutex<[TrainingStudy.Stage]>([])

    var stages: [TrainingStudy.Stage] { told.withLock { $0 } }

    func append(_ stage: TrainingStudy.Stage) { told.withLock { $0.append(stage) } }
}
