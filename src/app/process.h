// What the program asks of the operating system for its process as a whole.
#pragma once

namespace daymark::app {

/// For every command: broken pipes are errors of a call and no signal, files are made for their owner alone, and as
/// many may be open as the system allows.
void prepare_process();

/// Holds SIGTERM and SIGINT back for the thread that waits for them. To be made before any other thread.
class StopSignals {
public:
    StopSignals();

    /// Returns when the process is asked to stop. From then on a second signal ends it at once.
    void wait() const;
};

}  // namespace daymark::app
