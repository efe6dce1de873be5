public import LinearAlgebra

/// All that a training hangs on between two steps: going on from it gives the same bits as one that was never
/// interrupted.
///
/// Random numbers are functions of the seed in the plan and of `epoch` and `steps`, so that their counters are these two.
public struct TrainingCheckpoint<Element: BLASElement>: Sendable, Equatable {
    /// The layers.
    public let design: NetworkDesign
    /// How the network is trained.
    public let plan: TrainingPlan
    /// How many samples there are, the held-out part among them.
    public let samples: Int
    /// The parameters as they are.
    public internal(set) var parameters: [Element]
    /// The optimiser's running sums of gradients, one for each parameter.
    public internal(set) var firstMoments: [Element]
    /// The optimiser's running sums of squared gradients, one for each parameter.
    public internal(set) var secondMoments: [Element]
    /// The epoch that is under way, from 0.
    public internal(set) var epoch: Int
    /// How many steps of this epoch are done.
    public internal(set) var stepsOfEpoch: Int
    /// How many steps are done in all.
    public internal(set) var steps: Int
    /// The sum of the losses of this epoch so far.
    public internal(set) var lossOfEpoch: Double
    /// The loss of the first batch, against which growth without bound is seen.
    public internal(set) var firstLoss: Double
    /// The parameters of the best epoch; those at the beginning before there is one.
    public internal(set) var bestParameters: [Element]
    /// The epoch they are from; `nil` before there is one.
    public internal(set) var bestEpoch: Int?
    /// Its loss on the held-out part, or in training without one.
    public internal(set) var bestLoss: Double
    /// The epochs that are done.
    public internal(set) var history: [EpochRecord]

    /// A checkpoint read from elsewhere.
    ///
    /// - Throws: `LearningError.shape` where the arrays do not have the design's number of parameters; `.parameter` where
    ///   a counter can not be.
    public init(
        design: NetworkDesign, plan: TrainingPlan, samples: Int, parameters: [Element], firstMoments: [Element],
        secondMoments: [Element], epoch: Int, stepsOfEpoch: Int, steps: Int, lossOfEpoch: Double, firstLoss: Double,
        bestParameters: [Element], bestEpoch: Int?, bestLoss: Double, history: [EpochRecord]
    ) throws(LearningError) {
        for (name, array) in [
            ("parameters", parameters), ("first moments", firstMoments), ("second moments", secondMoments),
            ("best parameters", bestParameters),
        ] {
            guard array.count == design.parameterCount else {
                throw .shape(found: "\(array.count) \(name)", needed: "\(design.parameterCount) for this network")
            }
            guard array.allSatisfy({ $0.isFinite }) else {
                throw .parameter(name: name, found: "a number that is not finite", allowed: "finite numbers")
            }
        }
        for (name, counter) in [("epoch", epoch), ("steps of the epoch", stepsOfEpoch), ("steps", steps)]
        where counter < 0 {
            throw .parameter(name: name, found: "\(counter)", allowed: "0 and more")
        }
        guard history.count == epoch else {
            throw .shape(found: "\(history.count) records of epochs", needed: "\(epoch), those that are done")
        }
        self.design = design
        self.plan = plan
        self.samples = samples
        self.parameters = parameters
        self.firstMoments = firstMoments
        self.secondMoments = secondMoments
        self.epoch = epoch
        self.stepsOfEpoch = stepsOfEpoch
        self.steps = steps
        self.lossOfEpoch = lossOfEpoch
        self.firstLoss = firstLoss
        self.bestParameters = bestParameters
        self.bestEpoch = bestEpoch
        self.bestLoss = bestLoss
        self.history = history
    }

    /// The beginning of a training.
    init(network: Network<Element>, plan: TrainingPlan, samples: Int) {
        design = network.design
        self.plan = plan
        self.samples = samples
        parameters = network.parameters
        firstMoments = [Element](repeating: 0, count: parameters.count)
        secondMoments = firstMoments
        (epoch, stepsOfEpoch, steps, lossOfEpoch, firstLoss) = (0, 0, 0, 0, 0)
        bestParameters = parameters
        bestEpoch = nil
        bestLoss = .infinity
        history = []
    }
}
