package qinqing.tenant;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Gives the endpoints before sign-in their own narrow standing. */
@Provider
@BeforeSignIn
class EntersToSignIn implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        Tenancy.enter(Tenant.SIGN_IN);
    }
}
